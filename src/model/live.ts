// What a shell hears while a run goes on: coalesced to at most 4 Hz before it crosses the border.
import { z } from 'zod'
import { errorEnvelopeSchema } from './errors.ts'
import { phaseSchema } from './generator.ts'
import { gateSchema, runStatusSchema, trialResultSchema } from './result.ts'

/** One point of the live chart. `atSeconds` is negative while warming up, 0 at the start of the measured phase. */
export const livePointSchema = z.object({
  trialIndex: z.number().int(),
  contenderId: z.string(),
  phase: phaseSchema,
  atSeconds: z.number(),
  /** over the trailing 5 s; null with too few samples */
  p50Us: z.number().nullable(),
  p99Us: z.number().nullable(),
  /** over the phase so far */
  p999Us: z.number().nullable(),
  intendedRate: z.number().nullable(),
  achievedRate: z.number(),
  /** failed and abandoned so far in this phase */
  errors: z.number().int(),
  inFlight: z.number().int(),
  latenessP99Us: z.number().nullable(),
  lagMaxUs: z.number().nullable(),
})
export type LivePoint = z.infer<typeof livePointSchema>

/** A step of provisioning: bytes where known (total 0: unknown), a line of output otherwise. */
export const provisionStepSchema = z.object({
  contenderId: z.string(),
  runtime: z.string(),
  step: z.string(),
  /** 0 to 1, null where it cannot be known */
  fraction: z.number().nullable(),
  detail: z.string(),
  elapsedSeconds: z.number(),
})
export type ProvisionStep = z.infer<typeof provisionStepSchema>

export const stageSchema = z.enum([
  'provisioning',
  'starting',
  'warm-up',
  'measure',
  'cool-down',
  'finishing',
])
export type Stage = z.infer<typeof stageSchema>

export const runProgressSchema = z.object({
  runId: z.string(),
  stage: stageSchema,
  /** null while provisioning and finishing */
  trialIndex: z.number().int().nullable(),
  contenderId: z.string().nullable(),
  trialsDone: z.number().int(),
  trialsTotal: z.number().int(),
  elapsedSeconds: z.number(),
  estimatedSeconds: z.number(),
})
export type RunProgress = z.infer<typeof runProgressSchema>

export const runEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), progress: runProgressSchema }),
  z.object({ type: z.literal('provision'), runId: z.string(), step: provisionStepSchema }),
  z.object({
    type: z.literal('missing'),
    runId: z.string(),
    contenderId: z.string(),
    error: errorEnvelopeSchema,
  }),
  z.object({ type: z.literal('point'), runId: z.string(), point: livePointSchema }),
  z.object({
    type: z.literal('gates'),
    runId: z.string(),
    trialIndex: z.number().int(),
    gates: z.array(gateSchema),
  }),
  z.object({ type: z.literal('trial'), runId: z.string(), trial: trialResultSchema }),
  z.object({
    type: z.literal('finished'),
    runId: z.string(),
    status: runStatusSchema,
    error: errorEnvelopeSchema.nullable(),
  }),
])
export type RunEvent = z.infer<typeof runEventSchema>
