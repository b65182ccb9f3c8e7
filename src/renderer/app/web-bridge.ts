// The browser's way to the engine: the contract over one WebSocket, with reconnect. Knows no screen and no store.
import {
  type Bridge,
  type EventName,
  type EventPayload,
  events,
  type RequestName,
  type RequestParams,
  type RequestResult,
  requests,
} from '../../ipc/contract.ts'
import { engineMessageSchema } from '../../ipc/messages.ts'
import { fromEnvelope, TailraceError } from '../../model/errors.ts'
import { parseOrThrow } from '../../model/parse.ts'

export type Connection = 'connecting' | 'connected' | 'lost'

export interface WebBridge extends Bridge {
  onConnection(listener: (state: Connection) => void): () => void
  close(): void
}

export interface WebBridgeOptions {
  /** e.g. `ws://127.0.0.1:4173/ipc` */
  url: string
  token: string
  /** milliseconds before the n-th attempt (from 1) to connect again */
  backOffMs?: (attempt: number) => number
  warn?: (error: unknown) => void
}

interface Waiting {
  name: RequestName
  params: unknown
  sent: boolean
  resolve(result: unknown): void
  reject(error: unknown): void
}

const defaultBackOffMs = (attempt: number): number => Math.min(5_000, 250 * 2 ** (attempt - 1))

/** Connects at once. Requests made while there is no connection wait for one; those under way when it breaks reject. */
export function createWebBridge(options: WebBridgeOptions): WebBridge {
  return new SocketBridge(options)
}

class SocketBridge implements WebBridge {
  readonly #options: WebBridgeOptions
  readonly #waiting = new Map<number, Waiting>()
  readonly #listeners = new Map<EventName, Set<(payload: unknown) => void>>()
  readonly #watchers = new Set<(state: Connection) => void>()
  #socket: WebSocket | null = null
  #state: Connection = 'connecting'
  #nextId = 1
  #attempt = 0
  #timer: ReturnType<typeof setTimeout> | null = null
  #closed = false

  constructor(options: WebBridgeOptions) {
    this.#options = options
    this.#open()
  }

  request<N extends RequestName>(name: N, params: RequestParams<N>): Promise<RequestResult<N>> {
    const answer = new Promise<unknown>((resolve, reject) => {
      if (this.#closed) {
        reject(new TailraceError('ipc.engine-gone', 'This page has closed its connection to the engine.'))
        return
      }
      const id = this.#nextId
      this.#nextId += 1
      this.#waiting.set(id, { name, params, sent: false, resolve, reject })
      this.#flush()
    })
    return answer.then((result) => {
      const schema: (typeof requests)[N]['result'] = requests[name].result
      return parseOrThrow(schema, result, 'ipc.bad-request', `answer to ${name}`) as RequestResult<N>
    })
  }

  subscribe<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void {
    const set = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, set)
    const receive = (payload: unknown): void => {
      const schema: (typeof events)[N] = events[name]
      listener(parseOrThrow(schema, payload, 'ipc.bad-request', `event ${name}`) as EventPayload<N>)
    }
    set.add(receive)
    return () => set.delete(receive)
  }

  onConnection(listener: (state: Connection) => void): () => void {
    this.#watchers.add(listener)
    listener(this.#state)
    return () => this.#watchers.delete(listener)
  }

  close(): void {
    this.#closed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#socket?.close()
    this.#rejectAll(() => true)
  }

  #open(): void {
    const socket = new WebSocket(this.#options.url, ['tailrace', `tailrace.${this.#options.token}`])
    this.#socket = socket
    socket.addEventListener('open', () => {
      this.#attempt = 0
      this.#become('connected')
      this.#flush()
    })
    socket.addEventListener('message', (event) => this.#receive(event.data))
    socket.addEventListener('close', () => this.#lost())
  }

  #lost(): void {
    this.#socket = null
    this.#rejectAll((waiting) => waiting.sent)
    if (this.#closed) return
    this.#become('lost')
    this.#attempt += 1
    const delay = (this.#options.backOffMs ?? defaultBackOffMs)(this.#attempt)
    this.#timer = setTimeout(() => this.#open(), delay)
  }

  #flush(): void {
    const socket = this.#socket
    if (socket === null || socket.readyState !== WebSocket.OPEN) return
    for (const [id, waiting] of this.#waiting) {
      if (waiting.sent) continue
      waiting.sent = true
      socket.send(JSON.stringify({ kind: 'request', id, name: waiting.name, params: waiting.params }))
    }
  }

  #receive(data: unknown): void {
    try {
      const message = engineMessageSchema.parse(JSON.parse(String(data)))
      if (message.kind === 'event') {
        for (const [name, set] of this.#listeners) {
          if (name === message.name) for (const listener of set) listener(message.payload)
        }
        return
      }
      const waiting = this.#waiting.get(message.id)
      this.#waiting.delete(message.id)
      if (message.kind === 'response') waiting?.resolve(message.result)
      else waiting?.reject(fromEnvelope(message.error))
    } catch (error) {
      // One message we cannot read must not end the conversation.
      ;(this.#options.warn ?? console.warn)(error)
    }
  }

  #become(state: Connection): void {
    this.#state = state
    for (const watcher of this.#watchers) watcher(state)
  }

  #rejectAll(which: (waiting: Waiting) => boolean): void {
    for (const [id, waiting] of this.#waiting) {
      if (!which(waiting)) continue
      this.#waiting.delete(id)
      waiting.reject(
        new TailraceError('ipc.engine-gone', 'The connection to the engine broke before it answered.'),
      )
    }
  }
}
