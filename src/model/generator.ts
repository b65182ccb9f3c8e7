// What crosses the border to the generator process: one specification in, windows and a summary out.
import { z } from 'zod'
import { loadSchema } from './load.ts'

/** A sparse HDR histogram (layout of core/histogram): parallel arrays of slot index and count. */
export const histogramDataSchema = z.object({
  slots: z.instanceof(Uint32Array),
  counts: z.instanceof(Float64Array),
})
export type HistogramData = z.infer<typeof histogramDataSchema>

export const requestErrorKinds = [
  'refused',
  'reset',
  'reset-mid-body',
  'closed',
  'short-body',
  'connect-timeout',
  'timeout',
  'malformed',
  'header-too-large',
  'unreachable',
  'ports-exhausted',
  'address-lookup',
  'socket',
] as const
/** A request error: one of {@link requestErrorKinds}, or `status-404` and the like. Every non-2xx is an error. */
export const requestErrorSchema = z.union([
  z.enum(requestErrorKinds),
  z.templateLiteral(['status-', z.number().int().min(100).max(999)]),
])
export type RequestError = z.infer<typeof requestErrorSchema>

export const loadSpecSchema = z.strictObject({
  host: z.string(),
  port: z.number().int().min(1).max(65_535),
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'DELETE']).default('GET'),
  /** origin-form request target, query included */
  path: z.string().startsWith('/'),
  headers: z.record(z.string(), z.string()).default({}),
  load: loadSchema,
  warmUpSeconds: z.number().min(0),
  warmUpUntilSteady: z.boolean().default(false),
  measureSeconds: z.number().min(0),
  connections: z.number().int().min(1),
  timeoutMs: z.number().int().min(1),
  balance: z.boolean().default(false),
  pacing: z.enum(['precise', 'efficient']),
  threads: z.number().int().min(1).max(64).default(1),
  seed: z.number().int(),
})
export type LoadSpec = z.infer<typeof loadSpecSchema>

export const phaseSchema = z.enum(['warm-up', 'measure'])
export type Phase = z.infer<typeof phaseSchema>

export const countsSchema = z.object({
  /** intended send time lies in this span */
  scheduled: z.number().int(),
  /** written to a socket */
  sent: z.number().int(),
  ok: z.number().int(),
  failed: z.number().int(),
  /** unsent or unanswered one timeout after the end */
  abandoned: z.number().int(),
  /** by {@link RequestError} */
  errors: z.record(z.string(), z.number().int()),
  bytesReceived: z.number(),
})
export type Counts = z.infer<typeof countsSchema>

/**
 * 250 ms of a trial. A request is charged to the window of its *intended* send (closed loop: actual send) in
 * `counts` and the histograms, so windows close late; `completed` counts answers that arrived in this span.
 * A window is told when its span is over, with what is settled by then, and again while it changes (at growing
 * intervals): a later one with the same phase and index replaces it. The last has scheduled = ok + failed + abandoned.
 */
export const windowSchema = z.object({
  phase: phaseSchema,
  /** from 0 within the phase */
  index: z.number().int(),
  /** offset from the start of the phase */
  startMs: z.number(),
  durationMs: z.number(),
  counts: countsSchema,
  /** requests answered (ok or failed) during this span, whenever they were due */
  completed: z.number().int(),
  inFlight: z.number().int(),
  /** ok requests only; failures are in `counts` */
  responseUs: histogramDataSchema,
  serviceUs: histogramDataSchema,
  latenessUs: histogramDataSchema,
})
export type Window = z.infer<typeof windowSchema>

export const generatorPauseSchema = z.object({
  kind: z.enum(['gc', 'loop']),
  startMs: z.number(),
  durationUs: z.number(),
})

/** Everything about the measured phase that windows do not hold. */
export const generatorSummarySchema = z.object({
  counts: countsSchema,
  warmUpSeconds: z.number(),
  warmUpSteady: z.boolean().nullable(),
  measuredSeconds: z.number(),
  /** monotonic clock at the start of the measured phase, nanoseconds */
  measureStartNs: z.number(),
  /** all outcomes in which an answer or an error arrived, failures at their elapsed time */
  responseUs: histogramDataSchema,
  /** ok requests only */
  okResponseUs: histogramDataSchema,
  serviceUs: histogramDataSchema,
  latenessUs: histogramDataSchema,
  /** requests by the `x-worker` header that answered */
  workers: z.record(z.string(), z.number().int()),
  connectionsOpened: z.number().int(),
  generatorCpuUs: z.number(),
  /** busy share of the busiest generator thread, polling left out; 0 to 1 */
  generatorBusyShare: z.number(),
  generatorRssBytes: z.number(),
  pauses: z.array(generatorPauseSchema),
  /** in flight at the start and at the end of the measured phase */
  inFlightFirst: z.number(),
  inFlightLast: z.number(),
  cancelled: z.boolean(),
})
export type GeneratorSummary = z.infer<typeof generatorSummarySchema>

export type GeneratorEvent =
  | { type: 'phase'; phase: Phase }
  | { type: 'window'; window: Window }
  | { type: 'done'; summary: GeneratorSummary }
