// The typed side of the contract for a shell: what comes out of here has been checked. Knows no transport.
import type { z } from 'zod'
import { parseOrThrow } from '../model/parse.ts'
import type { Channel, Handler } from './channel.ts'
import {
  type Bridge,
  type EventName,
  type EventPayload,
  events,
  type RequestName,
  type RequestParams,
  type RequestResult,
  requests,
} from './contract.ts'
import { createLink } from './link.ts'

/** The contract's schemas, typed so that a generic name selects its own type. */
const answers: { [N in RequestName]: { result: z.ZodType<RequestResult<N>> } } = requests
const payloads: { [N in EventName]: z.ZodType<EventPayload<N>> } = events

export interface Client extends Bridge {
  close(): void
}

/** A typed bridge over `channel`; pending requests reject with `ipc.engine-gone` when it closes. */
export function createClient(
  channel: Channel,
  onBadMessage: (error: unknown) => void = () => undefined,
): Client {
  const link = createLink(channel, onBadMessage)
  return { ...createBridge(link, onBadMessage), close: () => link.close() }
}

/**
 * A typed bridge over anything that answers the contract. Results and events are parsed; an event that breaks the
 * contract never reaches a listener and is given to `onBadMessage`.
 */
export function createBridge(
  handler: Handler,
  onBadMessage: (error: unknown) => void = () => undefined,
): Bridge {
  return {
    async request<N extends RequestName>(name: N, params: RequestParams<N>): Promise<RequestResult<N>> {
      const result = await handler.handle(name, params)
      return parseOrThrow(answers[name].result, result, 'ipc.bad-request', `answer to ${name}`)
    },
    subscribe<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void {
      return handler.onEvent((eventName, payload) => {
        if (eventName !== name) return
        try {
          listener(parseOrThrow(payloads[name], payload, 'ipc.bad-request', `event ${name}`))
        } catch (error) {
          onBadMessage(error)
        }
      })
    },
  }
}
