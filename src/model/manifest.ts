// runtime.json: what a server stack is, how it starts, which knobs it has and which combinations it refuses.
import { z } from 'zod'
import { knobValueSchema, slugSchema } from './profile.ts'
import { workloadKinds } from './workload.ts'

const knobBase = { id: z.string().regex(/^[a-z][A-Za-z0-9]*$/), label: z.string(), help: z.string() }

/** `loop`: text that the event loop's class name contains. */
const expectationSchema = z.strictObject({ gil: z.enum(['on', 'off', 'none']), loop: z.string().optional() })
export type Expectation = z.infer<typeof expectationSchema>

export const knobSchema = z.discriminatedUnion('type', [
  z.strictObject({
    ...knobBase,
    type: z.literal('integer'),
    minimum: z.number().int(),
    maximum: z.number().int(),
    /** a number, or `cores`: max(2, server cores) */
    default: z.union([z.number().int(), z.literal('cores')]),
  }),
  z.strictObject({
    ...knobBase,
    type: z.literal('choice'),
    choices: z
      .array(
        z.strictObject({
          value: z.string(),
          label: z.string(),
          /** what the truth probes must show with this choice, over the manifest's own `expects` */
          expects: expectationSchema.partial().optional(),
        }),
      )
      .min(1),
    default: z.string(),
  }),
  z.strictObject({ ...knobBase, type: z.literal('switch'), default: z.boolean() }),
])
export type Knob = z.infer<typeof knobSchema>

/** How the process backend runs it. `entry` and `requirements` are paths inside the runtime's folder. */
export const processSpecSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('node'), entry: z.string() }),
  z.strictObject({
    kind: z.literal('python'),
    entry: z.string(),
    requirements: z.string(),
    minimumVersion: z.string().regex(/^3\.\d+$/),
    /** the newest minor version the lock file has wheels for */
    maximumVersion: z.string().regex(/^3\.\d+$/),
    freeThreaded: z.boolean(),
  }),
])
export type ProcessSpec = z.infer<typeof processSpecSchema>

/** `when`: knob values that together are refused. */
const refusalSchema = z.strictObject({ when: z.record(z.string(), knobValueSchema), reason: z.string() })

export const contenderPresetSchema = z.strictObject({
  id: slugSchema,
  label: z.string(),
  description: z.string(),
  firstClass: z.boolean().default(false),
  knobs: z.record(z.string(), knobValueSchema),
})
export type ContenderPreset = z.infer<typeof contenderPresetSchema>

export const manifestSchema = z.strictObject({
  schema: z.literal('tailrace.runtime'),
  version: z.literal(1),
  id: slugSchema,
  name: z.string(),
  description: z.string(),
  language: z.string(),
  process: processSpecSchema,
  knobs: z.array(knobSchema),
  refuses: z.array(refusalSchema).default([]),
  workloads: z.array(z.enum(workloadKinds)).min(1),
  /** what every worker's truth probe must show; checked after start and again under load */
  expects: expectationSchema.default({ gil: 'none' }),
  /** the integer knob that counts serving workers; one worker where `oneWhen` holds. Absent: always one */
  workers: z
    .strictObject({ knob: z.string(), oneWhen: z.record(z.string(), knobValueSchema).default({}) })
    .optional(),
  presets: z.array(contenderPresetSchema).min(1),
})
export type Manifest = z.infer<typeof manifestSchema>
