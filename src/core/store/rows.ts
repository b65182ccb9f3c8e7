// Rows of the data file to the model's types, each parsed by its schema: a file is a border like any other.
import { z } from 'zod'
import { errorEnvelopeSchema } from '../../model/errors.ts'
import {
  countsSchema,
  type GeneratorSummary,
  generatorSummarySchema,
  type HistogramData,
  phaseSchema,
  type Window,
} from '../../model/generator.ts'
import { planSchema } from '../../model/plan.ts'
import { gateSchema, identitySchema, runStatusSchema, trialStatusSchema } from '../../model/result.ts'
import type { StoredTrial } from '../../model/stored-run.ts'
import { blobToHistogram } from './histogram-blob.ts'

/** A column of JSON text, parsed by `schema`. */
export function json<S extends z.ZodType>(schema: S) {
  return z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(schema)
}

const histogram = z.instanceof(Uint8Array).transform(blobToHistogram)

export const runRowSchema = z.object({
  run_id: z.string(),
  plan: json(planSchema),
  status: runStatusSchema,
  started_at: z.string(),
  finished_at: z.string().nullable(),
})

export const missingRowSchema = z
  .object({ contender_id: z.string(), error: json(errorEnvelopeSchema) })
  .transform((row) => ({ contenderId: row.contender_id, error: row.error }))

/** The summary without its histograms, which have columns of their own. */
const summaryBodySchema = generatorSummarySchema.omit({
  responseUs: true,
  okResponseUs: true,
  serviceUs: true,
  latenessUs: true,
})

export const trialRowSchema = z
  .object({
    trial_index: z.number(),
    block: z.number(),
    contender_id: z.string(),
    status: trialStatusSchema.nullable(),
    error: json(errorEnvelopeSchema).nullable(),
    started_at: z.string(),
    identity: json(identitySchema).nullable(),
    gates: json(z.array(gateSchema)),
    summary: json(summaryBodySchema).nullable(),
    response_us: histogram.nullable(),
    ok_response_us: histogram.nullable(),
    service_us: histogram.nullable(),
    lateness_us: histogram.nullable(),
  })
  .transform((row): Omit<StoredTrial, 'windows' | 'telemetry' | 'points'> => {
    return {
      index: row.trial_index,
      block: row.block,
      contenderId: row.contender_id,
      // A trial that has no end yet has not completed; whoever reads it now sees it as cut off.
      status: row.status ?? 'interrupted',
      error: row.error,
      startedAt: row.started_at,
      identity: row.identity,
      gates: row.gates,
      summary: row.summary === null ? null : { ...row.summary, ...histogramsOf(row) },
    }
  })

type SummaryHistograms = Pick<GeneratorSummary, 'responseUs' | 'okResponseUs' | 'serviceUs' | 'latenessUs'>

function histogramsOf(row: {
  response_us: HistogramData | null
  ok_response_us: HistogramData | null
  service_us: HistogramData | null
  lateness_us: HistogramData | null
}): SummaryHistograms {
  const empty: HistogramData = { slots: new Uint32Array(), counts: new Float64Array() }
  return {
    responseUs: row.response_us ?? empty,
    okResponseUs: row.ok_response_us ?? empty,
    serviceUs: row.service_us ?? empty,
    latenessUs: row.lateness_us ?? empty,
  }
}

export const windowRowSchema = z
  .object({
    phase: phaseSchema,
    window_index: z.number(),
    start_ms: z.number(),
    duration_ms: z.number(),
    counts: json(countsSchema),
    completed: z.number(),
    in_flight: z.number(),
    response_us: histogram,
    service_us: histogram,
    lateness_us: histogram,
  })
  .transform((row): Window => {
    return {
      phase: row.phase,
      index: row.window_index,
      startMs: row.start_ms,
      durationMs: row.duration_ms,
      counts: row.counts,
      completed: row.completed,
      inFlight: row.in_flight,
      responseUs: row.response_us,
      serviceUs: row.service_us,
      latenessUs: row.lateness_us,
    }
  })
