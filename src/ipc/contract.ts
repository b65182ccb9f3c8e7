// The one list of what a shell may ask the engine and what the engine tells: validated on both sides of the border.
import { z } from 'zod'
import { errorEnvelopeSchema } from '../model/errors.ts'
import { hostSchema } from '../model/host.ts'
import { livePointSchema, provisionStepSchema, runEventSchema, runProgressSchema } from '../model/live.ts'
import { manifestSchema } from '../model/manifest.ts'
import { planSchema } from '../model/plan.ts'
import { profileSchema, slugSchema } from '../model/profile.ts'
import { resultSchema, runSummarySchema } from '../model/result.ts'

const none = z.strictObject({})
const byRun = z.strictObject({ runId: z.string() })
const byProfile = z.strictObject({ id: slugSchema })

/** `builtIn` profiles come with Tailrace and cannot be changed. */
export const profileEntrySchema = z.object({ profile: profileSchema, builtIn: z.boolean() })
export type ProfileEntry = z.infer<typeof profileEntrySchema>

export const runtimeStatusSchema = z.object({
  id: slugSchema,
  /** ready: can start now; provisionable: will be made on the first run; missing: cannot, see error */
  state: z.enum(['ready', 'provisionable', 'missing']),
  /** what would be made and roughly how large and long, e.g. "CPython 3.13t from source: about 4 min, 70 MB" */
  detail: z.string(),
  error: errorEnvelopeSchema.nullable(),
})
export type RuntimeStatus = z.infer<typeof runtimeStatusSchema>

/** Enough for a shell that opens in the middle of a run to draw it. */
export const activeRunSchema = z.object({
  runId: z.string(),
  plan: planSchema,
  progress: runProgressSchema,
  points: z.array(livePointSchema),
  provision: z.array(provisionStepSchema),
  missing: z.array(z.object({ contenderId: z.string(), error: errorEnvelopeSchema })),
})
export type ActiveRun = z.infer<typeof activeRunSchema>

export const exportFormats = [
  'summary.csv',
  'timeseries.csv',
  'trials.csv',
  'errors.csv',
  'result.json',
] as const
export const exportFormatSchema = z.enum(exportFormats)
export type ExportFormat = z.infer<typeof exportFormatSchema>

export const requests = {
  'engine.info': {
    params: none,
    result: z.object({
      version: z.string(),
      host: hostSchema,
      dataFolder: z.string(),
      cacheFolder: z.string(),
    }),
  },
  'catalogue.list': { params: none, result: z.object({ manifests: z.array(manifestSchema) }) },
  'runtimes.status': { params: none, result: z.array(runtimeStatusSchema) },
  'profiles.list': { params: none, result: z.array(profileEntrySchema) },
  /** Creates or replaces; the profile arrives unparsed so that mistakes come back as coded errors. */
  'profiles.save': { params: z.strictObject({ profile: z.unknown() }), result: profileSchema },
  'profiles.duplicate': { params: byProfile, result: profileSchema },
  'profiles.delete': { params: byProfile, result: none },
  /** `text` is the content of a profile file of any version. */
  'profiles.import': { params: z.strictObject({ text: z.string() }), result: profileSchema },
  /** As import, without keeping it. */
  'profiles.parse': { params: z.strictObject({ text: z.string() }), result: profileSchema },
  'profiles.export': {
    params: byProfile,
    result: z.object({ fileName: z.string(), text: z.string() }),
  },
  'plan.compile': { params: z.strictObject({ profile: z.unknown() }), result: planSchema },
  'run.start': {
    params: z.strictObject({ profile: z.unknown(), allowProvision: z.boolean().default(true) }),
    result: z.object({ runId: z.string(), plan: planSchema }),
  },
  /** Returns when every server of the run is gone. */
  'run.cancel': { params: byRun, result: none },
  'run.active': { params: none, result: activeRunSchema.nullable() },
  'history.list': { params: none, result: z.array(runSummarySchema) },
  'history.get': { params: byRun, result: resultSchema },
  /** the live chart of a stored run */
  'history.points': { params: byRun, result: z.array(livePointSchema) },
  'history.profile': { params: byRun, result: profileSchema },
  'history.delete': { params: byRun, result: none },
  'export.render': {
    params: z.strictObject({ runId: z.string(), format: exportFormatSchema }),
    result: z.object({ fileName: z.string(), mediaType: z.string(), text: z.string() }),
  },
} as const satisfies Record<string, { params: z.ZodType; result: z.ZodType }>

export type RequestName = keyof typeof requests
export type RequestParams<N extends RequestName> = z.input<(typeof requests)[N]['params']>
export type RequestResult<N extends RequestName> = z.output<(typeof requests)[N]['result']>

export const events = {
  run: runEventSchema,
  /** saved profiles changed (another window, the command line) */
  profiles: z.array(profileEntrySchema),
  /** the engine process died and is started again; after `ready` a shell asks for everything anew */
  engine: z.object({ state: z.enum(['restarting', 'ready', 'stopped']) }),
} as const satisfies Record<string, z.ZodType>

export type EventName = keyof typeof events
export type EventPayload<N extends EventName> = z.output<(typeof events)[N]>

/** What preload and the browser transport both offer the renderer: two functions, nothing else. */
export interface Bridge {
  /** Rejects with a `TailraceError`. */
  request<N extends RequestName>(name: N, params: RequestParams<N>): Promise<RequestResult<N>>
  /** Returns the function that unsubscribes. */
  subscribe<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void
}
