// The parent's side of the generator process: starts it, pinned where asked, and speaks with it.
import { type ChildProcess, spawn } from 'node:child_process'
import { fromEnvelope, TailraceError } from '../../model/errors.ts'
import type { GeneratorEvent, GeneratorSummary, LoadSpec } from '../../model/generator.ts'
import { type FromGenerator, fromGeneratorSchema, type ToGenerator } from './generator-messages.ts'
import { raisePriority } from './raise-priority.ts'

export interface StartGeneratorOptions {
  /** file of src/core/load/generator.ts, here or in the build */
  readonly entry: string
  readonly nodePath: string
  /** logical CPUs to pin it to; empty: not pinned. Only Linux can pin. */
  readonly cpus: readonly number[]
  readonly signal?: AbortSignal
}

export interface Generator extends AsyncDisposable {
  /** also its process group */
  readonly pid: number
  /**
   * Runs one load; one at a time. An abort stops sending and resolves soon with what was measured, `cancelled`.
   * Throws `load.invalid`, `load.target-not-loopback`, and `load.generator-failed` where the process dies.
   */
  run(
    spec: LoadSpec,
    onEvent: (event: GeneratorEvent) => void,
    signal: AbortSignal,
  ): Promise<GeneratorSummary>
  /** Ends the process; resolves when it is gone. May be called twice. */
  stop(): Promise<void>
}

/** How long it may take to leave by itself once its parent has hung up. */
const leaveMs = 1_000
const keptErrorLines = 20

/** Starts a generator and waits until it is ready. Throws `load.generator-failed`; an abort rejects with its reason. */
export async function startGenerator(options: StartGeneratorOptions): Promise<Generator> {
  options.signal?.throwIfAborted()
  const handle = new GeneratorProcess(options)
  const abort = () => void handle.stop()
  options.signal?.addEventListener('abort', abort)
  try {
    await handle.ready
  } catch (error) {
    await handle.stop()
    options.signal?.throwIfAborted()
    throw error
  } finally {
    options.signal?.removeEventListener('abort', abort)
  }
  return handle
}

class GeneratorProcess implements Generator {
  readonly ready: Promise<void>
  readonly #child: ChildProcess
  readonly #gone: Promise<void>
  readonly #errorLines: string[] = []
  #listener: ((message: FromGenerator) => void) | null = null
  #failure: TailraceError | null = null
  #onFailure: ((error: TailraceError) => void) | null = null

  constructor({ entry, nodePath, cpus }: StartGeneratorOptions) {
    const node = [nodePath, ...nodeFlags, entry]
    const pinned = cpus.length > 0 && process.platform === 'linux'
    const [command = nodePath, ...args] = pinned ? ['taskset', '-c', cpus.join(','), ...node] : node
    // Detached makes it the leader of a process group, which the guardian can kill as a whole.
    this.#child = spawn(command, args, {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
      detached: true,
    })
    raisePriority(this.#child.pid)
    this.#keepErrorLines()
    this.#child.on('message', (input) => this.#take(input))
    this.#gone = new Promise((resolve) => {
      // Not the child's own 'close': Node never emits it once we have disconnected the channel ourselves.
      const heard = new Promise((closed) => this.#child.stderr?.once('close', closed))
      this.#child.on('exit', async (code, signal) => {
        await heard
        this.#fail(`The generator ended unexpectedly (${signal ?? `exit code ${code}`}).`)
        resolve()
      })
      this.#child.on('error', (error) => {
        this.#fail(`The generator could not be started: ${error.message}`)
        if (this.#child.pid === undefined) resolve()
      })
    })
    this.ready = this.#conversation((message, settle) => {
      if (message.type === 'ready') settle.resolve()
    })
  }

  get pid(): number {
    const { pid } = this.#child
    if (pid === undefined)
      throw this.#failure ?? new TailraceError('load.generator-failed', 'It never started.')
    return pid
  }

  async run(
    spec: LoadSpec,
    onEvent: (event: GeneratorEvent) => void,
    signal: AbortSignal,
  ): Promise<GeneratorSummary> {
    const cancel = () => this.#send({ type: 'cancel' })
    const finished = this.#conversation<GeneratorSummary>((message, settle) => {
      switch (message.type) {
        case 'phase':
        case 'window':
          onEvent(message)
          break
        case 'done':
          onEvent(message)
          settle.resolve(message.summary)
          break
        case 'error':
          settle.reject(fromEnvelope(message.error))
      }
    })
    signal.addEventListener('abort', cancel)
    this.#send({ type: 'run', spec })
    if (signal.aborted) cancel()
    try {
      return await finished
    } finally {
      signal.removeEventListener('abort', cancel)
    }
  }

  async stop(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect()
    const kill = setTimeout(() => this.#child.kill('SIGKILL'), leaveMs)
    await this.#gone
    clearTimeout(kill)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  /** Hears every message until it settles; a death of the process rejects it. */
  #conversation<T = void>(
    hear: (message: FromGenerator, settle: PromiseWithResolvers<T>) => void,
  ): Promise<T> {
    const settle = Promise.withResolvers<T>()
    if (this.#failure !== null) settle.reject(this.#failure)
    this.#onFailure = settle.reject
    this.#listener = (message) => {
      try {
        hear(message, settle)
      } catch (error) {
        settle.reject(error)
      }
    }
    return settle.promise
  }

  #take(input: unknown): void {
    const parsed = fromGeneratorSchema.safeParse(input)
    if (parsed.success) this.#listener?.(parsed.data)
    else this.#fail(`The generator said something its parent does not understand: ${parsed.error.message}`)
  }

  #send(message: ToGenerator): void {
    // A failed send means that the process is going; its end is what gets reported.
    if (this.#child.connected) this.#child.send(message, () => undefined)
  }

  #fail(message: string): void {
    const lines = this.#errorLines
    const tail = lines.length > 0 ? ` Its last words: ${lines.slice(-3).join(' / ')}` : ''
    this.#failure ??= new TailraceError('load.generator-failed', message + tail, {
      context: { lastLines: lines },
    })
    this.#onFailure?.(this.#failure)
  }

  #keepErrorLines(): void {
    let rest = ''
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      this.#errorLines.push(...lines.filter((line) => line !== ''))
      this.#errorLines.splice(0, this.#errorLines.length - keptErrorLines)
    })
  }
}

/** A roomy young generation from the start: each turn of the loop makes a few short-lived objects, and collecting them stops it. */
const nodeFlags = ['--min-semi-space-size=32', '--max-semi-space-size=32']
