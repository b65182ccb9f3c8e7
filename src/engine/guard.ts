// The engine's side of the guardian: starts it, tells it which process groups must not outlive us.
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Socket } from 'node:net'
import type { Readable, Writable } from 'node:stream'
import type { Reaper } from '../core/runtime/backend.ts'
import { processStartTime } from '../core/runtime/process/process-start-time.ts'
import { TailraceError } from '../model/errors.ts'

export interface Guardian extends Reaper {
  readonly pid: number
  /** Ends the guardian, which kills what is still guarded. May be called twice. */
  stop(): Promise<void>
}

/** Throws `internal` where the process cannot be started. */
export async function startGuardian(options: { entry: string; nodePath: string }): Promise<Guardian> {
  const child = spawn(options.nodePath, [options.entry], {
    // A session of its own: what ends the engine's terminal or process group must not end the guardian first.
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
    // In Electron's own binary this makes it a plain Node; a plain Node ignores it.
    env: { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, ELECTRON_RUN_AS_NODE: '1' },
    windowsHide: true,
  })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await untilReady(child)
  const { pid, stdin } = child
  if (pid === undefined) throw new TailraceError('internal', 'The guardian process has no id')
  child.unref()
  if (stdin instanceof Socket) stdin.unref()
  // Its death closes the pipe; guarding goes on without it rather than taking the engine down.
  stdin.on('error', () => stdin.destroy())
  const tell = (line: string) => {
    if (stdin.writable) stdin.write(`${line}\n`)
  }
  return {
    pid,
    guard: (group) => tell(`+${group} ${processStartTime(group) ?? 'gone'}`),
    release: (group) => tell(`-${group}`),
    stop: async () => {
      child.ref()
      stdin.end()
      await exited
    },
  }
}

/** It says one line when its signal handlers are in place. */
async function untilReady(child: ChildProcessByStdio<Writable, Readable, null>): Promise<void> {
  const ended = once(child, 'exit').then(() => {
    throw new TailraceError('internal', 'The guardian process ended before it was ready')
  })
  await Promise.race([once(child.stdout, 'data'), ended]).catch((error: unknown) => {
    if (error instanceof TailraceError) throw error
    throw new TailraceError('internal', `The guardian process could not be started: ${String(error)}`, {
      cause: error,
    })
  })
  // Its later end is no failure of the start.
  ended.catch(() => undefined)
  child.stdout.destroy()
}
