// The engine's side of a channel: checks each request, answers it, forwards events. Knows neither what the requests
// do nor what carries the messages.
import { TailraceError, toEnvelope } from '../model/errors.ts'
import { parseOrThrow } from '../model/parse.ts'
import { type Channel, type Handler, isRequestName } from './channel.ts'
import { type EngineMessage, requestMessageSchema } from './messages.ts'

/**
 * Answers everything that arrives on `channel` until it closes or the returned function is called. A message that is
 * no request but carries an id is answered with `ipc.bad-request`; one without an id has nobody to answer to and is
 * reported to `onBadMessage`. Answers that come after the end are dropped.
 */
export function serveChannel(
  channel: Channel,
  handler: Handler,
  onBadMessage: (error: unknown) => void = () => undefined,
): () => void {
  let open = true
  const send = (message: EngineMessage): void => {
    if (open) channel.send(message)
  }
  const removers = [
    channel.onMessage((message) => {
      void answer(message, handler).then((reply) => {
        if (reply.kind === 'nobody') onBadMessage(reply.error)
        else send(reply)
      })
    }),
    handler.onEvent((name, payload) => send({ kind: 'event', name, payload })),
  ]
  const stop = (): void => {
    open = false
    for (const remove of removers.splice(0)) remove()
  }
  removers.push(channel.onClose(stop))
  return stop
}

type Reply = EngineMessage | { kind: 'nobody'; error: unknown }

async function answer(message: unknown, handler: Handler): Promise<Reply> {
  try {
    const request = parseOrThrow(requestMessageSchema, message, 'ipc.bad-request', 'request')
    if (!isRequestName(request.name)) {
      throw new TailraceError('ipc.bad-request', `There is no request named "${request.name}"`, {
        context: { name: request.name },
      })
    }
    return { kind: 'response', id: request.id, result: await handler.handle(request.name, request.params) }
  } catch (error) {
    const id = idOf(message)
    return id === null ? { kind: 'nobody', error } : { kind: 'failure', id, error: toEnvelope(error) }
  }
}

function idOf(message: unknown): number | null {
  if (typeof message !== 'object' || message === null || !('id' in message)) return null
  return Number.isInteger(message.id) ? Number(message.id) : null
}
