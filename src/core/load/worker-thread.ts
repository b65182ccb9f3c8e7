// A thread's driver on a worker thread, seen from the main thread.
import { Worker } from 'node:worker_threads'
import { TailraceError } from '../../model/errors.ts'
import type { LoadSpec } from '../../model/generator.ts'
import type { FromWorker, ToWorker } from './generator-messages.ts'
import type { Share } from './thread-load.ts'
import type { ThreadSummary } from './thread-summary.ts'
import type { TrialThread } from './trial.ts'
import type { DriverEvents } from './trial-driver.ts'

export class WorkerThread implements TrialThread {
  readonly #worker: Worker
  readonly #events: DriverEvents
  readonly #connected = Promise.withResolvers<void>()
  readonly #done = Promise.withResolvers<ThreadSummary>()

  /** `entry`: the file of src/core/load/generator-worker.ts, here or in the build. */
  constructor(entry: URL, spec: LoadSpec, host: string, share: Share, events: DriverEvents) {
    this.#events = events
    this.#worker = new Worker(entry)
    this.#worker.on('message', (message: FromWorker) => this.#take(message))
    this.#worker.on('error', (error) => this.#fail(error))
    this.#worker.on('exit', (code) => {
      this.#fail(
        new TailraceError('load.generator-failed', `A generator thread ended early with code ${code}.`),
      )
    })
    // Both may be rejected before anyone waits for them.
    this.#connected.promise.catch(ignoreUntilAwaited)
    this.#done.promise.catch(ignoreUntilAwaited)
    this.#send({ type: 'connect', spec, host, share })
  }

  connect(): Promise<void> {
    return this.#connected.promise
  }

  run(startNs: number): Promise<ThreadSummary> {
    this.#send({ type: 'start', startNs })
    return this.#done.promise
  }

  endWarmUpAt(machineNs: number): void {
    this.#send({ type: 'end-warm-up', atNs: machineNs })
  }

  cancel(): void {
    this.#send({ type: 'cancel' })
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message)
  }

  #fail(error: Error): void {
    this.#connected.reject(error)
    this.#done.reject(error)
  }

  #take(message: FromWorker): void {
    switch (message.type) {
      case 'connected':
        this.#connected.resolve()
        break
      case 'phase':
        this.#events.phase(message.phase)
        break
      case 'window':
        this.#events.window(message.window)
        break
      case 'done':
        this.#done.resolve(message.summary)
    }
  }
}

/** The rejection is seen where the promise is awaited; this only says so to Node. */
function ignoreUntilAwaited(): undefined {
  return undefined
}
