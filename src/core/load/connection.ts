// One HTTP/1.1 connection with at most one request on it. Knows the request's bytes and its times, not the load.
import { connect, type Socket } from 'node:net'
import type { RequestError } from '../../model/generator.ts'
import type { Clock } from './clock.ts'
import { connectErrorOf, readErrorOf } from './connection-errors.ts'
import type { OpenWindow } from './open-window.ts'
import { isComplete, isHeaderTooLarge, needsMore, type ResponseParser } from './response-parser.ts'

/** Never opened, or lost: the next request opens it. */
export const isCold = 0
export const isConnecting = 1
export const isIdle = 2
export const isBusy = 3

/** What a connection tells its owner. One object for all connections: no closure per request. */
export interface ConnectionOwner {
  /** A response is complete; the connection is idle, or closing where `connection.reusable` is false. */
  responded(connection: Connection): void
  /** The request ended without a response; the connection is cold. */
  failed(connection: Connection, error: RequestError): void
  /** A socket was connected. */
  connected(connection: Connection): void
  /** Opened without a request waiting on it: idle now. */
  opened(connection: Connection): void
  /** Lost, or could not be opened, without a request on it: cold now. */
  lost(connection: Connection, error: RequestError): void
}

export interface ConnectionOptions {
  readonly host: string
  readonly port: number
  readonly request: Buffer
  /** shared by all connections of the thread: each read is used up before the next */
  readonly buffer: Uint8Array
  readonly clock: Clock
}

export class Connection {
  readonly parser: ResponseParser
  /** who hears of it; changes hands when a probed connection joins the set */
  owner: ConnectionOwner
  state = isCold
  /** on the pool's free list, possibly stale */
  listed = false
  reusable = true
  /** the present or last socket was connected, and has answered a request */
  wasOpen = false
  answered = false
  /** clock readings of the request on it, µs */
  intendedUs = -0.5
  sentUs = -0.5
  /** when the present attempt to connect began */
  connectStartUs = -0.5
  window: OpenWindow | null = null
  bytesRead = 0
  readonly #options: ConnectionOptions
  #socket: Socket | null = null

  constructor(options: ConnectionOptions, parser: ResponseParser, owner: ConnectionOwner) {
    this.#options = options
    this.parser = parser
    this.owner = owner
  }

  /** Sends the request now, or opens the connection first. Only on an idle or cold connection. */
  send(window: OpenWindow, intendedUs: number, nowUs: number): void {
    this.window = window
    this.intendedUs = intendedUs
    if (this.state === isIdle && this.#socket !== null) {
      this.state = isBusy
      this.sentUs = nowUs
      window.sent++
      this.#socket.write(this.#options.request)
    } else {
      this.open()
    }
  }

  open(): void {
    const { host, port, buffer, clock } = this.#options
    this.parser.reset()
    this.state = isConnecting
    this.reusable = true
    this.wasOpen = false
    this.answered = false
    this.connectStartUs = clock.nowUs()
    const socket: Socket = connect({
      host,
      port,
      noDelay: true,
      onread: {
        buffer,
        callback: (length) => {
          if (this.#socket === socket) this.#received(length)
          return true
        },
      },
    })
    this.#socket = socket
    socket.on('connect', () => {
      if (this.#socket === socket) this.#connected(socket)
    })
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (this.#socket === socket) this.#broke(error.code ?? '')
    })
    socket.on('end', () => {
      if (this.#socket === socket) this.#ended()
    })
    socket.on('close', () => {
      if (this.#socket === socket) this.#ended()
    })
  }

  /** Drops the connection; what was on it is told as `error`, or not at all. */
  abort(error: RequestError | null): void {
    this.#drop()
    if (error !== null) this.#tell(error)
    else this.window = null
  }

  #connected(socket: Socket): void {
    this.wasOpen = true
    this.owner.connected(this)
    const window = this.window
    if (window === null) {
      this.state = isIdle
      this.owner.opened(this)
      return
    }
    this.state = isBusy
    this.sentUs = this.#options.clock.nowUs()
    window.sent++
    socket.write(this.#options.request)
  }

  #received(length: number): void {
    this.bytesRead = length
    // Nothing was asked: the server speaks out of turn, and no later answer on this connection can be trusted.
    if (this.state !== isBusy) {
      this.abort('malformed')
      return
    }
    const parser = this.parser
    const result = parser.read(length)
    const window = this.window
    if (window !== null) window.bytesReceived += length
    if (result === isComplete) this.#completed(parser.keepAlive && parser.used === length)
    else if (result !== needsMore) this.abort(result === isHeaderTooLarge ? 'header-too-large' : 'malformed')
  }

  #completed(reusable: boolean): void {
    this.reusable = reusable
    this.answered = true
    if (reusable) this.state = isIdle
    else this.#drop()
    this.owner.responded(this)
  }

  /** The server closed its side. */
  #ended(): void {
    if (this.state === isBusy && this.parser.finish() === isComplete) {
      this.#completed(false)
      return
    }
    const error: RequestError = this.parser.inBody ? 'short-body' : 'closed'
    this.#drop()
    this.#tell(error)
  }

  #broke(code: string): void {
    const error = this.state === isConnecting ? connectErrorOf(code) : readErrorOf(code, this.parser.started)
    this.#drop()
    this.#tell(error)
  }

  #tell(error: RequestError): void {
    if (this.window === null) this.owner.lost(this, error)
    else this.owner.failed(this, error)
  }

  #drop(): void {
    this.#socket?.destroy()
    this.#socket = null
    this.state = isCold
  }
}
