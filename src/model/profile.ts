// A profile: contenders + workload + load + trials + objectives, saved as one versioned JSON file.
import { z } from 'zod'
import { loadSchema } from './load.ts'
import { workloadSchema } from './workload.ts'

export const slugSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'expected lower-case letters, digits and dashes, 63 at most')

export const knobValueSchema = z.union([z.string(), z.number(), z.boolean()])
export type KnobValue = z.infer<typeof knobValueSchema>

export const contenderSchema = z.strictObject({
  id: slugSchema,
  runtime: slugSchema,
  label: z.string().min(1).max(60),
  /** index into the Okabe–Ito palette; the line style follows from it */
  colour: z.number().int().min(0).max(7),
  knobs: z.record(z.string(), knobValueSchema),
  memoryMb: z.number().int().min(64).max(65_536).default(1024),
})
export type Contender = z.infer<typeof contenderSchema>

export const percentileNames = ['p50', 'p90', 'p99', 'p999'] as const
export const percentileNameSchema = z.enum(percentileNames)
export type PercentileName = z.infer<typeof percentileNameSchema>

export const trialsSchema = z.strictObject({
  preset: z.enum(['quick', 'solid', 'publish', 'custom']),
  blocks: z.number().int().min(1).max(100),
  warmUpSeconds: z.number().min(0).max(600),
  /** keep warming until three 5 s windows agree (METHOD: at most 120 s), instead of the fixed time */
  warmUpUntilSteady: z.boolean().default(false),
  measureSeconds: z.number().min(0.5).max(3_600),
  coolDownSeconds: z.number().min(0).max(120).default(1),
})
export type Trials = z.infer<typeof trialsSchema>

export const objectiveSchema = z.strictObject({
  metric: z.enum([...percentileNames, 'errorShare']),
  /** ms for percentiles, 0 to 1 for errorShare */
  atMost: z.number().min(0),
})
export type Objective = z.infer<typeof objectiveSchema>

export const currentProfileVersion = 1

export const profileSchema = z
  .strictObject({
    schema: z.literal('tailrace.profile'),
    version: z.literal(currentProfileVersion),
    id: slugSchema,
    name: z.string().min(1).max(80),
    description: z.string().max(500).default(''),
    contenders: z.array(contenderSchema).min(1).max(8),
    workload: workloadSchema,
    load: loadSchema,
    trials: trialsSchema,
    objectives: z.array(objectiveSchema).max(8).default([]),
    /** the contender the others are compared with; the first where not given */
    reference: slugSchema.optional(),
    headline: percentileNameSchema.default('p99'),
    connections: z.number().int().min(1).max(10_000).default(64),
    timeoutMs: z.number().int().min(10).max(600_000).default(10_000),
    /** spread connections evenly over the server's workers */
    balance: z.boolean().default(false),
    backend: z.enum(['auto', 'docker', 'process']).default('auto'),
    cores: z.enum(['dedicated', 'shared']).default('dedicated'),
    pacing: z.enum(['auto', 'precise', 'efficient']).default('auto'),
    seed: z.number().int().min(0).max(0xffff_ffff).default(7),
  })
  .superRefine((profile, context) => {
    const ids = profile.contenders.map((contender) => contender.id)
    ids.forEach((id, index) => {
      if (ids.indexOf(id) !== index) {
        context.addIssue({
          code: 'custom',
          path: ['contenders', index, 'id'],
          message: 'expected a unique id',
        })
      }
    })
    if (profile.reference !== undefined && !ids.includes(profile.reference)) {
      context.addIssue({ code: 'custom', path: ['reference'], message: `expected one of ${ids.join(', ')}` })
    }
  })
export type Profile = z.infer<typeof profileSchema>
