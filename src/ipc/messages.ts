// The envelopes on the wire, the same over a Node IPC channel, Electron's ipc and a WebSocket.
import { z } from 'zod'
import { errorEnvelopeSchema } from '../model/errors.ts'

export const requestMessageSchema = z.strictObject({
  kind: z.literal('request'),
  id: z.number().int(),
  name: z.string(),
  params: z.unknown(),
})
export type RequestMessage = z.infer<typeof requestMessageSchema>

export const engineMessageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('response'), id: z.number().int(), result: z.unknown() }),
  z.strictObject({ kind: z.literal('failure'), id: z.number().int(), error: errorEnvelopeSchema }),
  z.strictObject({ kind: z.literal('event'), name: z.string(), payload: z.unknown() }),
])
export type EngineMessage = z.infer<typeof engineMessageSchema>
