// One NDJSON line per worker and second on a server's stdout, and the answer of /healthz (runtimes/README.md).
import { z } from 'zod'

export const gcPauseSchema = z.object({ kind: z.string(), startNs: z.number(), durationUs: z.number() })

export const telemetrySchema = z.object({
  type: z.literal('telemetry'),
  version: z.literal(1),
  worker: z.string(),
  pid: z.number().int(),
  /** operating-system thread id of the serving loop, where the language tells it */
  threadId: z.number().int().nullable(),
  /** monotonic clock of the machine (CLOCK_MONOTONIC), nanoseconds */
  monotonicNs: z.number(),
  loopClass: z.string(),
  /** microseconds since the last line */
  lagUs: z.object({ p50: z.number(), p99: z.number(), max: z.number() }),
  /** 0 to 1, null where the loop does not tell */
  loopUtilisation: z.number().nullable(),
  gc: z.array(gcPauseSchema),
  rssBytes: z.number(),
  pssBytes: z.number().nullable(),
  /** CPU time of the whole process since its start */
  cpuUs: z.number(),
  poolQueue: z.number(),
  openConnections: z.number(),
  /** served by this worker since its start */
  requests: z.number(),
  /** null where the language has no GIL */
  gilEnabled: z.boolean().nullable(),
})
export type Telemetry = z.infer<typeof telemetrySchema>

export const healthSchema = z.object({
  status: z.literal('ready'),
  runtime: z.string(),
  worker: z.string(),
  pid: z.number().int(),
  loopClass: z.string(),
  gilEnabled: z.boolean().nullable(),
  versions: z.record(z.string(), z.string()),
  /** build facts of the interpreter, e.g. {pgo: true, lto: false, freeThreaded: true} */
  build: z.record(z.string(), z.union([z.string(), z.boolean(), z.null()])).default({}),
  /** what actually answers: {server, httpParser, offload, workers, …} */
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
})
export type Health = z.infer<typeof healthSchema>

/** The first line of every worker: it listens, and this is what it is. `workers` is how many there will be. */
export const workerReadySchema = healthSchema.omit({ status: true }).extend({
  type: z.literal('ready'),
  version: z.literal(1),
  threadId: z.number().int().nullable(),
  workers: z.number().int().min(1),
})
export type WorkerReady = z.infer<typeof workerReadySchema>
