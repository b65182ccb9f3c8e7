// The desktop window's way to the engine: a typed bridge over the two functions preload exposes. Knows no screen.
import { z } from 'zod'
import { isEventName } from '../../ipc/channel.ts'
import { createBridge } from '../../ipc/client.ts'
import { type Bridge, events } from '../../ipc/contract.ts'
import type { ExposedBridge } from '../../ipc/electron-channels.ts'
import { errorEnvelopeSchema, fromEnvelope } from '../../model/errors.ts'
import { parseOrThrow } from '../../model/parse.ts'

const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({ ok: z.literal(false), error: errorEnvelopeSchema }),
])

/** Failures arrive as values and leave as `TailraceError`; results and events are checked against the contract. */
export function createElectronBridge(
  exposed: ExposedBridge,
  warn: (error: unknown) => void = console.warn,
): Bridge {
  return createBridge(
    {
      async handle(name, params) {
        const raw = await exposed.request(name, params)
        const answer = parseOrThrow(answerSchema, raw, 'ipc.bad-request', `answer to ${name}`)
        if (!answer.ok) throw fromEnvelope(answer.error)
        return answer.result
      },
      onEvent(listener) {
        const removers = Object.keys(events)
          .filter(isEventName)
          .map((name) => exposed.subscribe(name, (payload) => listener(name, payload)))
        return () => {
          for (const remove of removers) remove()
        }
      },
    },
    warn,
  )
}
