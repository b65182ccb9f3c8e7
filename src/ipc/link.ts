// The shell's side of a channel, untyped: matches answers to requests and ends them all when the channel closes.
// Knows the envelopes, not the contract's parameters and results (client.ts does).
import { fromEnvelope, TailraceError } from '../model/errors.ts'
import { parseOrThrow } from '../model/parse.ts'
import { type Channel, type Handler, isEventName } from './channel.ts'
import type { EventName } from './contract.ts'
import { engineMessageSchema, type RequestMessage } from './messages.ts'

export interface Link extends Handler {
  /** Rejects what is pending with `ipc.engine-gone` and lets go of the channel. May be called twice. */
  close(): void
  /** requests that wait for an answer */
  readonly pending: number
}

interface Pending {
  readonly name: string
  resolve(result: unknown): void
  reject(error: unknown): void
}

type EventListener = (name: EventName, payload: unknown) => void

/** `onBadMessage` hears of messages that break the envelope; a bad answer cannot be matched to its request. */
export function createLink(channel: Channel, onBadMessage: (error: unknown) => void = () => undefined): Link {
  const pending = new Map<number, Pending>()
  const listeners = new Set<EventListener>()
  let nextId = 1
  let open = true

  const receive = (raw: unknown): void => {
    const message = parseOrThrow(engineMessageSchema, raw, 'ipc.bad-request', 'message from the engine')
    if (message.kind === 'event') {
      if (!isEventName(message.name)) return
      for (const listener of [...listeners]) listener(message.name, message.payload)
      return
    }
    const request = pending.get(message.id)
    if (request === undefined) return
    pending.delete(message.id)
    if (message.kind === 'response') request.resolve(message.result)
    else request.reject(fromEnvelope(message.error))
  }

  const close = (): void => {
    open = false
    for (const remove of removers.splice(0)) remove()
    listeners.clear()
    for (const [id, request] of [...pending]) {
      pending.delete(id)
      request.reject(gone(request.name))
    }
  }

  const removers = [
    channel.onMessage((raw) => {
      try {
        receive(raw)
      } catch (error) {
        onBadMessage(error)
      }
    }),
  ]
  removers.push(channel.onClose(close))

  return {
    handle: (name, params) =>
      new Promise((resolve, reject) => {
        if (!open) {
          reject(gone(name))
          return
        }
        const id = nextId++
        pending.set(id, { name, resolve, reject })
        const message: RequestMessage = { kind: 'request', id, name, params }
        try {
          channel.send(message)
        } catch (error) {
          pending.delete(id)
          reject(gone(name, error))
        }
      }),
    onEvent(listener) {
      if (open) listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close,
    get pending() {
      return pending.size
    },
  }
}

function gone(name: string, cause?: unknown): TailraceError {
  return new TailraceError('ipc.engine-gone', `The engine is gone; "${name}" has no answer`, {
    context: { request: name },
    cause,
  })
}
