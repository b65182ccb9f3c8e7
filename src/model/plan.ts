// A profile compiled against one host: every trial, its order, seeds, cpusets and an estimate. Immutable.
import { z } from 'zod'
import { hostSchema } from './host.ts'
import { profileSchema, slugSchema } from './profile.ts'

export const supportSchema = z.enum(['solid', 'grey', 'few', 'failed'])
export type Support = z.infer<typeof supportSchema>

export const supportSetSchema = z.object({
  p50: supportSchema,
  p90: supportSchema,
  p99: supportSchema,
  p999: supportSchema,
})
export type SupportSet = z.infer<typeof supportSetSchema>

export const plannedTrialSchema = z.object({
  index: z.number().int(),
  block: z.number().int(),
  contenderId: slugSchema,
  seed: z.number().int(),
  /** empty: not pinned */
  serverCpus: z.array(z.number().int()),
  generatorCpus: z.array(z.number().int()),
  pacing: z.enum(['precise', 'efficient']),
})
export type PlannedTrial = z.infer<typeof plannedTrialSchema>

export const planSchema = z.object({
  schema: z.literal('tailrace.plan'),
  version: z.literal(1),
  profile: profileSchema,
  host: hostSchema,
  /** the contender compared against */
  referenceId: slugSchema,
  trials: z.array(plannedTrialSchema),
  estimate: z.object({
    seconds: z.number(),
    requestsPerTrial: z.number().nullable(),
    requestsPerContender: z.number().nullable(),
    /** pooled over trials, if every request succeeds */
    support: supportSetSchema.nullable(),
  }),
  isolation: z.enum(['cores', 'threads', 'shared', 'none']),
  /** sentences the screen shows: oversubscribed workers, shared cores, no pinning … */
  warnings: z.array(z.string()),
})
export type Plan = z.infer<typeof planSchema>
