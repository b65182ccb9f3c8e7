// What a run found: the one document behind `--json`, the results page and every export. Times are whole µs.
import { z } from 'zod'
import { errorEnvelopeSchema } from './errors.ts'
import { hostSchema } from './host.ts'
import { supportSetSchema } from './plan.ts'
import { percentileNameSchema, slugSchema } from './profile.ts'

const us = z.number().int().nullable()
export const percentilesSchema = z.object({ p50: us, p90: us, p99: us, p999: us, max: us })
export type Percentiles = z.infer<typeof percentilesSchema>

export const gateSchema = z.object({
  id: z.string(),
  ok: z.boolean(),
  /** the sentence shown: value, bound, and the fix where it failed */
  message: z.string(),
  value: z.number(),
  bound: z.number(),
})
export type Gate = z.infer<typeof gateSchema>

/** What the server said it is: interpreter, libraries, parser, build flags; from /healthz and the backend. */
export const identitySchema = z.object({
  runtime: z.string(),
  backend: z.enum(['process', 'docker']),
  versions: z.record(z.string(), z.string()),
  build: z.record(z.string(), z.union([z.string(), z.boolean(), z.null()])),
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  imageDigest: z.string().nullable(),
})
export type Identity = z.infer<typeof identitySchema>

/** Seen from inside the server, over the measured phase; null where the runtime did not tell. */
export const serverViewSchema = z.object({
  workers: z.number().int(),
  cpuUsPerRequest: z.number().nullable(),
  rssBytesMax: z.number().nullable(),
  lagUs: z.object({ p50: z.number(), p99: z.number(), max: z.number() }).nullable(),
  gcPauseUs: z.number().nullable(),
  gilEnabled: z.boolean().nullable(),
  loopClass: z.string().nullable(),
})
export type ServerView = z.infer<typeof serverViewSchema>

const measuredSchema = z.object({
  intendedRate: z.number().nullable(),
  achievedRate: z.number(),
  requests: z.number().int(),
  ok: z.number().int(),
  failed: z.number().int(),
  abandoned: z.number().int(),
  errors: z.record(z.string(), z.number().int()),
  /** failures and abandoned requests count as +∞ */
  responseUs: percentilesSchema,
  okResponseUs: percentilesSchema,
  serviceUs: percentilesSchema,
  latenessUs: percentilesSchema,
  support: supportSetSchema,
  /** requests of the busiest worker over the mean; null with one worker or none named */
  workerShare: z.number().nullable(),
  workers: z.record(z.string(), z.number().int()),
  generatorCpuUsPerRequest: z.number().nullable(),
  server: serverViewSchema.nullable(),
})

export const trialStatusSchema = z.enum(['completed', 'failed', 'cancelled', 'interrupted'])

export const trialResultSchema = measuredSchema.extend({
  index: z.number().int(),
  block: z.number().int(),
  contenderId: slugSchema,
  status: trialStatusSchema,
  error: errorEnvelopeSchema.nullable(),
  valid: z.boolean(),
  overloaded: z.boolean(),
  gates: z.array(gateSchema),
  warmUpSeconds: z.number(),
  measuredSeconds: z.number(),
  identity: identitySchema.nullable(),
  startedAt: z.string(),
})
export type TrialResult = z.infer<typeof trialResultSchema>

/** One point of the percentile curve; response and service time of successes. */
export const curvePointSchema = z.object({ percentile: z.number(), responseUs: us, serviceUs: us })
export type CurvePoint = z.infer<typeof curvePointSchema>

export const contenderResultSchema = measuredSchema.extend({
  id: slugSchema,
  label: z.string(),
  colour: z.number().int(),
  runtime: slugSchema,
  identity: identitySchema.nullable(),
  /** why it has no result, where it has none */
  error: errorEnvelopeSchema.nullable(),
  overloaded: z.boolean(),
  curve: z.array(curvePointSchema),
  trials: z.array(trialResultSchema),
})
export type ContenderResult = z.infer<typeof contenderResultSchema>

export const verdictSchema = z.object({
  contenderId: slugSchema,
  referenceId: slugSchema,
  percentile: percentileNameSchema,
  kind: z.enum(['slower', 'faster', 'no-difference', 'undecided', 'overloaded', 'not-valid', 'indication']),
  /** contender over reference; null where no ratio is given */
  ratio: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  confidence: z.number(),
  blocks: z.number().int(),
  /** only the pre-declared percentile decides; the others are exploratory */
  exploratory: z.boolean(),
  sentence: z.string(),
})
export type Verdict = z.infer<typeof verdictSchema>

export const objectiveResultSchema = z.object({
  contenderId: slugSchema,
  metric: z.string(),
  atMost: z.number(),
  value: z.number().nullable(),
  ok: z.boolean(),
})
export type ObjectiveResult = z.infer<typeof objectiveResultSchema>

export const runStatusSchema = z.enum(['running', 'completed', 'cancelled', 'interrupted', 'failed'])
export type RunStatus = z.infer<typeof runStatusSchema>

export const resultSchema = z.object({
  schema: z.literal('tailrace.result/1'),
  runId: z.string(),
  profileId: slugSchema,
  profileName: z.string(),
  status: runStatusSchema,
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  valid: z.boolean(),
  invalidReasons: z.array(z.string()),
  /** differences between contenders the reader must know: interpreter builds, parsers … */
  warnings: z.array(z.string()),
  loadKind: z.enum(['open', 'closed', 'burst']),
  headline: percentileNameSchema,
  host: hostSchema,
  contenders: z.array(contenderResultSchema),
  verdicts: z.array(verdictSchema),
  objectives: z.array(objectiveResultSchema),
  files: z.array(z.string()),
})
export type Result = z.infer<typeof resultSchema>

export const runSummarySchema = z.object({
  runId: z.string(),
  profileName: z.string(),
  status: runStatusSchema,
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  contenders: z.array(z.object({ label: z.string(), colour: z.number().int() })),
  workload: z.string(),
  load: z.string(),
})
export type RunSummary = z.infer<typeof runSummarySchema>
