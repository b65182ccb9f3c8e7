// What every transport looks like to the contract: messages in, messages out, and one end. Knows no transport.
import { type EventName, events, type RequestName, requests } from './contract.ts'

/** A duplex channel of JSON values. Listeners return the function that removes them; `onClose` fires once at most. */
export interface Channel {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): () => void
  onClose(listener: () => void): () => void
}

/** What answers the contract: the engine's service, or a link to one. */
export interface Handler {
  handle(name: string, params: unknown): Promise<unknown>
  onEvent(listener: (name: EventName, payload: unknown) => void): () => void
}

export function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(requests, name)
}

export function isEventName(name: string): name is EventName {
  return Object.hasOwn(events, name)
}
