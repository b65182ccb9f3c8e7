// One server as a process group: spawned, read line by line, ended as a whole. Knows nothing of readiness.
import { setTimeout as delay } from 'node:timers/promises'
import { execa } from 'execa'
import { TailraceError } from '../../../model/errors.ts'
import type { Reaper, RunningServer } from '../backend.ts'
import { endGroup, groupMembers } from './process-group.ts'

/** What a server gets to finish its answers after SIGTERM. */
const graceMs = 1_500
/** For the last output of a server that ended. */
const readingGraceMs = 500

export interface ServerCommand {
  file: string
  args: readonly string[]
  cwd: string
  env: Readonly<Record<string, string>>
  /** empty: not pinned */
  cpus: readonly number[]
}

export type ServerExit = Awaited<RunningServer['exited']>

export type OutputStream = 'stdout' | 'stderr'

/** Takes what the server prints. */
export interface ServerOutput {
  push(stream: OutputStream, chunk: Uint8Array): void
  end(stream: OutputStream): void
  lastLines(): string[]
}

export interface ServerProcess {
  readonly pid: number
  readonly exited: Promise<ServerExit>
  /** every living process of the group, its leader first */
  pids(): Promise<number[]>
  stop(): Promise<void>
}

/** Throws `server.start-failed` where the program cannot be started at all. */
export async function spawnServer(
  command: ServerCommand,
  reaper: Reaper,
  output: ServerOutput,
): Promise<ServerProcess> {
  const { file, args } = pinned(command)
  const subprocess = execa(file, args, {
    cwd: command.cwd,
    env: command.env,
    extendEnv: false,
    stdin: 'ignore',
    // Of its own, so that it ends as a whole and a Ctrl+C in our terminal does not reach it before we act.
    detached: process.platform !== 'win32',
    cleanup: false,
    reject: false,
    buffer: false,
  })
  const { pid } = subprocess
  if (pid === undefined) {
    const result = await subprocess
    throw new TailraceError(
      'server.start-failed',
      `${file} cannot be started: ${result.originalMessage ?? ''}`,
      {
        context: { file, args },
      },
    )
  }
  reaper.guard(pid)
  const read = async (stream: OutputStream) => {
    for await (const chunk of subprocess[stream]) output.push(stream, chunk)
    output.end(stream)
  }
  const reading = Promise.allSettled([read('stdout'), read('stderr')])
  // By the leader's own end: a worker that outlives it may hold the pipes open.
  const exited = new Promise<ServerExit>((resolve) => {
    subprocess.nodeChildProcess.once('exit', async (code: number | null, signal: string | null) => {
      await Promise.race([reading, delay(readingGraceMs, undefined, { ref: false })])
      resolve({ code, signal, lastLines: output.lastLines() })
    })
  })
  let stopping: Promise<void> | null = null
  const stop = async () => {
    await endGroup(pid, graceMs)
    reaper.release(pid)
    await Promise.race([exited, delay(2 * readingGraceMs, undefined, { ref: false })])
  }
  return {
    pid,
    exited,
    pids: async () =>
      (await groupMembers(pid)).sort((a, b) => Number(b === pid) - Number(a === pid) || a - b),
    stop: () => {
      stopping ??= stop()
      return stopping
    },
  }
}

/** taskset replaces itself by the program (taskset(1)), so the process id stays that of the group's leader. */
function pinned(command: ServerCommand): { file: string; args: readonly string[] } {
  if (process.platform !== 'linux' || command.cpus.length === 0) return command
  return { file: 'taskset', args: ['-c', command.cpus.join(','), command.file, ...command.args] }
}
