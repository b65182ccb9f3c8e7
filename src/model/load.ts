// How requests arrive. Rates are per second, durations in seconds, think time in milliseconds.
import { z } from 'zod'

const rate = z.number().min(0.1).max(1_000_000)
const seconds = z.number().min(0.1).max(3_600)

/** The rate over the measured time. Ramps and steps are integrated exactly, not sampled. */
export const shapeSchema = z.discriminatedUnion('shape', [
  z.strictObject({ shape: z.literal('constant'), ratePerSecond: rate }),
  z.strictObject({ shape: z.literal('ramp'), fromPerSecond: rate, toPerSecond: rate }),
  z.strictObject({
    shape: z.literal('steps'),
    fromPerSecond: rate,
    stepPerSecond: z.number().min(-1_000_000).max(1_000_000),
    stepSeconds: seconds,
  }),
  z.strictObject({
    shape: z.literal('spike'),
    basePerSecond: rate,
    spikePerSecond: rate,
    spikeAtSeconds: z.number().min(0).max(3_600),
    spikeSeconds: seconds,
  }),
])
export type Shape = z.infer<typeof shapeSchema>

export const loadSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('open'),
    rate: shapeSchema,
    arrivals: z.enum(['uniform', 'poisson']).default('uniform'),
  }),
  z.strictObject({
    kind: z.literal('closed'),
    users: z.number().int().min(1).max(10_000),
    thinkTimeMs: z.number().min(0).max(60_000).default(0),
  }),
  z.strictObject({ kind: z.literal('burst'), count: z.number().int().min(1).max(100_000) }),
])
export type Load = z.infer<typeof loadSchema>
