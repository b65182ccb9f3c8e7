// Starts the engine process for a shell that is not the engine itself, and starts it again when it crashes. Must run
// on the Node inside Electron too, so it uses nothing newer than Node 16 and never process.execPath.
import { type ChildProcess, spawn } from 'node:child_process'
import type { Handler } from '../ipc/channel.ts'
import type { EventName, EventPayload } from '../ipc/contract.ts'
import { createLink, type Link } from '../ipc/link.ts'
import { TailraceError } from '../model/errors.ts'
import { processChannel } from './process-channel.ts'

export interface EngineStart {
  readonly installation: { readonly root: string; entry(name: 'engine'): string }
  /** a plain Node 24, never Electron */
  readonly nodePath: string
  readonly environment: NodeJS.ProcessEnv
  /** how often in a row a crashed engine is started again; one that lived for `stableMs` starts a new row */
  readonly restarts?: number
  readonly backOffMs?: (attempt: number) => number
  readonly stableMs?: number
  readonly log?: (line: string) => void
}

export interface EngineProcess extends Handler {
  /** null while it is not running */
  readonly pid: number | null
  /** Asks it to end, waits, kills it after `limitMs`. Resolves when it is gone. May be called twice. */
  stop(limitMs?: number): Promise<void>
}

type EventListener = (name: EventName, payload: unknown) => void
type EngineState = EventPayload<'engine'>['state']

interface Running {
  readonly child: ChildProcess
  readonly link: Link
  readonly startedAt: number
  readonly gone: Promise<void>
}

/**
 * The engine as a child process. Requests pending in a crash reject with `ipc.engine-gone`; those made while it is
 * started again wait for it; the event `engine` tells the shells.
 */
export function startEngine(options: EngineStart): EngineProcess {
  const log = options.log ?? (() => undefined)
  const backOffMs = options.backOffMs ?? ((attempt) => 250 * 2 ** attempt)
  const listeners = new Set<EventListener>()
  const waiting = new Set<(running: Running | null) => void>()
  /** answers; null from the moment its channel closes, which is a little before it is known to be gone */
  let running: Running | null = null
  let latest: Running | null = null
  let crashes = 0
  let lastReason = ''
  let ended = false
  let timer: NodeJS.Timeout | undefined

  const tell = (state: EngineState): void => {
    for (const listener of [...listeners]) listener('engine', { state })
  }
  const settle = (value: Running | null): void => {
    for (const resolve of [...waiting]) resolve(value)
    waiting.clear()
  }
  const start = (): void => {
    const next = launch(options, (reason) => {
      running = null
      latest = null
      lastReason = reason
      if (ended) return
      log(`the engine is gone (${reason})`)
      if (Date.now() - next.startedAt >= (options.stableMs ?? 30_000)) crashes = 0
      if (crashes >= (options.restarts ?? 4)) {
        ended = true
        settle(null)
        tell('stopped')
        return
      }
      tell('restarting')
      timer = setTimeout(start, backOffMs(crashes))
      crashes += 1
    })
    running = next
    latest = next
    next.child.once('disconnect', () => {
      running = null
    })
    next.link.onEvent((name, payload) => {
      for (const listener of [...listeners]) listener(name, payload)
    })
    settle(next)
    if (crashes > 0) tell('ready')
  }
  start()

  return {
    get pid() {
      return latest?.child.pid ?? null
    },
    async handle(name, params) {
      const target =
        running ?? (ended ? null : await new Promise<Running | null>((resolve) => waiting.add(resolve)))
      if (target !== null) return target.link.handle(name, params)
      throw new TailraceError('ipc.engine-gone', `The engine does not run (${lastReason || 'stopped'})`, {
        hint: 'Restart Tailrace; stored data is safe.',
        context: { request: name },
      })
    },
    onEvent(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async stop(limitMs = 20_000) {
      ended = true
      clearTimeout(timer)
      settle(null)
      if (latest !== null) await end(latest, limitMs)
    },
  }
}

function launch(options: EngineStart, onGone: (reason: string) => void): Running {
  const child = spawn(options.nodePath, [options.installation.entry('engine')], {
    cwd: options.installation.root,
    env: options.environment,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'json',
    windowsHide: true,
  })
  const link = createLink(processChannel(child), (error) => options.log?.(`bad message: ${String(error)}`))
  const gone = new Promise<void>((resolve) => {
    const finish = (reason: string): void => {
      link.close()
      resolve()
      onGone(reason)
    }
    child.once('error', (error) => {
      if (child.pid === undefined) finish(error.message)
    })
    child.once('exit', (code, signal) => finish(signal === null ? `exit code ${code}` : signal))
  })
  return { child, link, startedAt: Date.now(), gone }
}

async function end(running: Running, limitMs: number): Promise<void> {
  if (running.child.connected) running.child.disconnect()
  const timer = setTimeout(() => running.child.kill('SIGKILL'), limitMs)
  await running.gone
  clearTimeout(timer)
}
