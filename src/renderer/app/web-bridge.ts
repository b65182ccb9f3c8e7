// The browser's way to the engine: the contract over a WebSocket that comes back when it breaks. Knows no screen.
import type { Channel, Handler } from '../../ipc/channel.ts'
import { createBridge } from '../../ipc/client.ts'
import type { Bridge, EventName } from '../../ipc/contract.ts'
import { createLink, type Link } from '../../ipc/link.ts'
import { TailraceError } from '../../model/errors.ts'

/** `refused`: the server answers but does not take the token, e.g. because it was started anew. */
export type Connection = 'connecting' | 'connected' | 'lost' | 'refused'

export interface WebBridge extends Bridge {
  /** Tells the present state at once, then every change. */
  onConnection(listener: (state: Connection) => void): () => void
  close(): void
}

export interface WebBridgeOptions {
  /** e.g. `ws://127.0.0.1:4173/ipc` */
  url: string
  token: string
  /** milliseconds before the n-th attempt (from 1) to connect again */
  backOffMs?: (attempt: number) => number
  /** whether the page's own server answers at all; asked when a connection could not be made */
  serverAnswers?: () => Promise<boolean>
  warn?: (error: unknown) => void
}

const defaultBackOffMs = (attempt: number): number => Math.min(5_000, 250 * 2 ** (attempt - 1))

/** Connects at once. Requests made while there is no connection wait for one; those under way when it breaks reject. */
export function createWebBridge(options: WebBridgeOptions): WebBridge {
  const warn = options.warn ?? console.warn
  const line = new ReconnectingLine(options, warn)
  return {
    ...createBridge(line, warn),
    onConnection: (listener) => line.onConnection(listener),
    close: () => line.close(),
  }
}

interface Waiting {
  name: string
  params: unknown
  resolve(result: unknown): void
  reject(error: unknown): void
}

class ReconnectingLine implements Handler {
  readonly #options: WebBridgeOptions
  readonly #warn: (error: unknown) => void
  readonly #watchers = new Set<(state: Connection) => void>()
  readonly #listeners = new Set<(name: EventName, payload: unknown) => void>()
  #waiting: Waiting[] = []
  #socket: WebSocket | null = null
  #link: Link | null = null
  #state: Connection = 'connecting'
  #attempt = 0
  #timer: ReturnType<typeof setTimeout> | null = null
  #closed = false

  constructor(options: WebBridgeOptions, warn: (error: unknown) => void) {
    this.#options = options
    this.#warn = warn
    this.#open()
  }

  handle(name: string, params: unknown): Promise<unknown> {
    if (this.#closed) return Promise.reject(closedError(name))
    if (this.#link !== null) return this.#link.handle(name, params)
    if (this.#state === 'refused') return Promise.reject(refusedError())
    return new Promise((resolve, reject) => this.#waiting.push({ name, params, resolve, reject }))
  }

  onEvent(listener: (name: EventName, payload: unknown) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  onConnection(listener: (state: Connection) => void): () => void {
    this.#watchers.add(listener)
    listener(this.#state)
    return () => this.#watchers.delete(listener)
  }

  close(): void {
    this.#closed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#link?.close()
    this.#socket?.close()
    this.#rejectWaiting((name) => closedError(name))
  }

  #open(): void {
    const socket = new WebSocket(this.#options.url, ['tailrace', `tailrace.${this.#options.token}`])
    this.#socket = socket
    socket.addEventListener('open', () => this.#opened(socket))
    socket.addEventListener('close', () => void this.#lost())
  }

  #opened(socket: WebSocket): void {
    if (this.#closed) return
    this.#attempt = 0
    const link = createLink(socketChannel(socket, this.#warn), this.#warn)
    link.onEvent((name, payload) => {
      for (const listener of [...this.#listeners]) listener(name, payload)
    })
    this.#link = link
    this.#become('connected')
    for (const { name, params, resolve, reject } of this.#waiting.splice(0)) {
      link.handle(name, params).then(resolve, reject)
    }
  }

  async #lost(): Promise<void> {
    const neverOpened = this.#link === null
    this.#link = null
    if (this.#closed) return
    this.#become(this.#state === 'refused' ? 'refused' : 'lost')
    if (neverOpened && (await this.#options.serverAnswers?.()) === true) {
      this.#become('refused')
      this.#rejectWaiting(() => refusedError())
    }
    if (this.#closed) return
    this.#attempt += 1
    const delayMs = (this.#options.backOffMs ?? defaultBackOffMs)(this.#attempt)
    this.#timer = setTimeout(() => this.#open(), delayMs)
  }

  #become(state: Connection): void {
    if (state === this.#state) return
    this.#state = state
    for (const watcher of [...this.#watchers]) watcher(state)
  }

  #rejectWaiting(why: (name: string) => TailraceError): void {
    for (const waiting of this.#waiting.splice(0)) waiting.reject(why(waiting.name))
  }
}

function socketChannel(socket: WebSocket, warn: (error: unknown) => void): Channel {
  return {
    send: (message) => socket.send(JSON.stringify(message)),
    onMessage(listener) {
      const receive = (event: MessageEvent): void => {
        let message: unknown
        try {
          message = JSON.parse(String(event.data))
        } catch (error) {
          // One message that cannot be read must not end the conversation.
          warn(error)
          return
        }
        listener(message)
      }
      socket.addEventListener('message', receive)
      return () => socket.removeEventListener('message', receive)
    },
    onClose(listener) {
      socket.addEventListener('close', listener, { once: true })
      return () => socket.removeEventListener('close', listener)
    },
  }
}

function closedError(name: string): TailraceError {
  return new TailraceError('ipc.engine-gone', `The connection is closed; “${name}” has no answer.`)
}

function refusedError(): TailraceError {
  return new TailraceError(
    'ipc.unauthorised',
    'Tailrace was started anew, and this page still has the old token.',
  )
}
