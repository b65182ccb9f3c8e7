// Brings due requests onto connections and hands their outcome to the recorder. Knows nothing of rates or users.
import type { RequestError } from '../../model/generator.ts'
import type { Clock } from './clock.ts'
import {
  Connection,
  type ConnectionOptions,
  type ConnectionOwner,
  isBusy,
  isCold,
  isConnecting,
  isIdle,
} from './connection.ts'
import { ConnectionRing } from './connection-ring.ts'
import type { Recorder } from './recorder.ts'
import { RequestQueue } from './request-queue.ts'
import { ResponseParser } from './response-parser.ts'
import { untilTold } from './until-told.ts'
import type { WorkerNames } from './worker-names.ts'

export interface DispatcherOptions extends ConnectionOptions {
  readonly connections: number
  readonly timeoutMs: number
  readonly withoutBody: boolean
  readonly workers: WorkerNames
  readonly recorder: Recorder
}

/** Hears that a request ended, so that its user can go on. `error`: null for a response of any status. */
export type SettledListener = (nowUs: number, error: RequestError | null) => void

export class Dispatcher implements ConnectionOwner {
  readonly connections: Connection[] = []
  connectionsOpened = 0
  onSettled: SettledListener | null = null
  /** called when a connection without a request opened or could not be opened; used before the load begins */
  onConnection: (() => void) | null = null
  readonly #options: DispatcherOptions
  readonly #recorder: Recorder
  readonly #clock: Clock
  readonly #timeoutUs: number
  readonly #idle: ConnectionRing
  readonly #queue = new RequestQueue()
  readonly #statusErrors: RequestError[] = []
  #closed = false

  constructor(options: DispatcherOptions) {
    this.#options = options
    this.#recorder = options.recorder
    this.#clock = options.clock
    this.#timeoutUs = options.timeoutMs * 1000
    this.#idle = new ConnectionRing(options.connections)
    for (let index = 0; index < options.connections; index++) {
      this.connections.push(this.newConnection(this))
    }
  }

  /** Opens what is not open; resolves when each is open or has failed, after `timeoutMs`, or on an abort. */
  async openCold(timeoutMs: number, signal: AbortSignal): Promise<void> {
    const pending = () => this.connections.some((connection) => connection.state === isConnecting)
    for (const connection of this.connections) if (connection.state === isCold) connection.open()
    if (!pending()) return
    await untilTold(timeoutMs, signal, (tell) => {
      this.onConnection = () => {
        if (!pending()) tell()
      }
    })
    this.onConnection = null
  }

  /** Puts an open connection in the place of one of the set. */
  replace(old: Connection, other: Connection): void {
    old.abort(null)
    this.connections[this.connections.indexOf(old)] = other
    other.owner = this
    if (other.state === isIdle) this.#idle.push(other)
  }

  newConnection(owner: ConnectionOwner): Connection {
    const { withoutBody, workers, buffer } = this.#options
    return new Connection(this.#options, new ResponseParser({ buffer, withoutBody, workers }), owner)
  }

  /** A request due at `intendedUs` is handled now: sent, or queued until a connection is free. */
  fire(intendedUs: number, nowUs: number): void {
    const window = this.#recorder.windowAt(intendedUs)
    this.#recorder.fired(window)
    const connection = this.#idle.take(isIdle) ?? this.#takeCold()
    if (connection === null) this.#queue.push(window, intendedUs)
    else connection.send(window, intendedUs, nowUs)
  }

  /** The same for an open loop, where being late against the schedule is the generator's own fault and is recorded. */
  fireScheduled(intendedUs: number, nowUs: number): void {
    this.#recorder.windowAt(intendedUs).lateness.append(nowUs - intendedUs)
    this.fire(intendedUs, nowUs)
  }

  responded(connection: Connection): void {
    const nowUs = this.#clock.nowUs()
    const window = connection.window
    if (window === null) return
    connection.window = null
    const parser = connection.parser
    const responseUs = nowUs - connection.intendedUs
    if (parser.status >= 200 && parser.status < 300) {
      this.#recorder.succeeded(window, nowUs, responseUs, nowUs - connection.sentUs)
    } else {
      this.#recorder.failed(window, this.#statusError(parser.status), nowUs, responseUs)
    }
    if (parser.worker >= 0 && window.phase === 'measure') this.#recorder.answeredBy(parser.worker)
    if (connection.reusable) this.#free(connection, nowUs)
    else this.#reopen(connection)
    if (this.onSettled !== null) this.onSettled(nowUs, null)
  }

  failed(connection: Connection, error: RequestError): void {
    const nowUs = this.#clock.nowUs()
    const window = connection.window
    if (window === null) return
    connection.window = null
    this.#recorder.failed(window, error, nowUs, nowUs - connection.intendedUs)
    // A server that took the connection may take another; one that refused it is only asked again for a request.
    if (connection.wasOpen) this.#reopen(connection)
    else this.#free(connection, nowUs)
    this.onSettled?.(nowUs, error)
  }

  connected(): void {
    this.connectionsOpened++
  }

  opened(connection: Connection): void {
    this.#free(connection, this.#clock.nowUs())
    this.onConnection?.()
  }

  lost(connection: Connection): void {
    // One that was closed without ever answering would be opened and closed for ever.
    if (connection.answered) this.#reopen(connection)
    else this.#free(connection, this.#clock.nowUs())
    this.onConnection?.()
  }

  /** Ends requests and connects that took longer than the timeout, at their elapsed time. */
  checkTimeouts(nowUs: number): void {
    for (const connection of this.connections) {
      if (connection.state === isBusy && nowUs - connection.sentUs >= this.#timeoutUs) {
        connection.abort('timeout')
      } else if (connection.state === isConnecting && nowUs - connection.connectStartUs >= this.#timeoutUs) {
        connection.abort('connect-timeout')
      }
    }
  }

  /** Gives up what is queued or unanswered, and closes every connection. Nothing can be fired after this. */
  close(): void {
    this.#closed = true
    this.onSettled = null
    for (let window = this.#queue.shift(); window !== null; window = this.#queue.shift()) {
      this.#recorder.abandoned(window)
    }
    for (const connection of this.connections) {
      if (connection.window !== null) this.#recorder.abandoned(connection.window)
      connection.abort(null)
    }
  }

  #free(connection: Connection, nowUs: number): void {
    if (this.#queue.length > 0) {
      const intendedUs = this.#queue.headIntendedUs
      const window = this.#queue.shift()
      if (window !== null) connection.send(window, intendedUs, nowUs)
    } else if (connection.state === isIdle) {
      this.#idle.push(connection)
    }
  }

  #takeCold(): Connection | null {
    if (this.#queue.length > 0) return null
    return this.connections.find((connection) => connection.state === isCold) ?? null
  }

  #reopen(connection: Connection): void {
    if (!this.#closed) connection.open()
  }

  #statusError(status: number): RequestError {
    const known = this.#statusErrors[status]
    if (known !== undefined) return known
    const error: RequestError = `status-${status}`
    this.#statusErrors[status] = error
    return error
  }
}
