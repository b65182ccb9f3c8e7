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
  return new RestartingEngine(options)
}

class RestartingEngine implements EngineProcess {
  readonly #options: EngineStart
  readonly #listeners = new Set<EventListener>()
  readonly #waiting = new Set<(running: Running | null) => void>()
  /** answers; null from the moment its channel closes, which is a little before it is known to be gone */
  #running: Running | null = null
  #latest: Running | null = null
  #crashes = 0
  #lastReason = 'stopped'
  #ended = false
  #timer: NodeJS.Timeout | undefined

  constructor(options: EngineStart) {
    this.#options = options
    this.#start()
  }

  get pid(): number | null {
    return this.#latest?.child.pid ?? null
  }

  async handle(name: string, params: unknown): Promise<unknown> {
    const target = this.#running ?? (this.#ended ? null : await this.#next())
    if (target !== null) return target.link.handle(name, params)
    throw new TailraceError('ipc.engine-gone', `The engine does not run (${this.#lastReason})`, {
      hint: 'Restart Tailrace; stored data is safe.',
      context: { request: name },
    })
  }

  onEvent(listener: EventListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async stop(limitMs = 20_000): Promise<void> {
    this.#ended = true
    clearTimeout(this.#timer)
    this.#settle(null)
    if (this.#latest !== null) await end(this.#latest, limitMs)
  }

  #start(): void {
    const next = launch(this.#options, (reason) => this.#gone(next, reason))
    this.#running = next
    this.#latest = next
    next.child.once('disconnect', () => {
      this.#running = null
    })
    next.link.onEvent((name, payload) => this.#emit(name, payload))
    this.#settle(next)
    if (this.#crashes > 0) this.#tell('ready')
  }

  #gone(dead: Running, reason: string): void {
    this.#running = null
    this.#latest = null
    this.#lastReason = reason
    if (this.#ended) return
    this.#options.log?.(`the engine is gone (${reason})`)
    if (Date.now() - dead.startedAt >= (this.#options.stableMs ?? 30_000)) this.#crashes = 0
    if (this.#crashes >= (this.#options.restarts ?? 4)) {
      this.#ended = true
      this.#settle(null)
      this.#tell('stopped')
      return
    }
    this.#tell('restarting')
    const backOffMs = this.#options.backOffMs ?? ((attempt) => 250 * 2 ** attempt)
    this.#timer = setTimeout(() => this.#start(), backOffMs(this.#crashes))
    this.#crashes += 1
  }

  /** the engine that is started next; null where none will be */
  #next(): Promise<Running | null> {
    return new Promise((resolve) => this.#waiting.add(resolve))
  }

  #settle(value: Running | null): void {
    for (const resolve of [...this.#waiting]) resolve(value)
    this.#waiting.clear()
  }

  #tell(state: EngineState): void {
    this.#emit('engine', { state })
  }

  #emit(name: EventName, payload: unknown): void {
    for (const listener of [...this.#listeners]) listener(name, payload)
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
