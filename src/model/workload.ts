// What each request makes the server do. One schema per workload; the union is closed on purpose.
import { z } from 'zod'

const ms = z.number().min(0).max(60_000)

/** A wait in milliseconds, drawn per request by the server from a seeded generator. */
export const waitDistributionSchema = z.discriminatedUnion('distribution', [
  z.strictObject({ distribution: z.literal('fixed'), ms }),
  z.strictObject({
    distribution: z.literal('bimodal'),
    ms,
    slowMs: ms,
    /** share of slow requests, 0 to 1 */
    slowShare: z.number().min(0).max(1),
  }),
  z
    .strictObject({ distribution: z.literal('lognormal'), medianMs: ms, p99Ms: ms })
    .refine(({ medianMs, p99Ms }) => medianMs > 0 && p99Ms >= medianMs, {
      path: ['p99Ms'],
      error: 'expected at least medianMs, and medianMs above 0',
    }),
  z.strictObject({ distribution: z.literal('pareto'), minimumMs: ms, shape: z.number().min(1.05).max(10) }),
])
export type WaitDistribution = z.infer<typeof waitDistributionSchema>

/** Equal work (`count` iterations of the sum loop) or equal time (`targetMs`, measured by each server). */
const cpuAmount = {
  count: z.number().int().min(1).max(100_000_000).optional(),
  targetMs: z.number().min(0.1).max(10_000).optional(),
}
const oneOf = (value: { count?: number | undefined; targetMs?: number | undefined }) =>
  (value.count === undefined) !== (value.targetMs === undefined)
const oneOfMessage = { error: 'give exactly one of count and targetMs' }

export const workloadSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('hello') }),
  z.strictObject({ kind: z.literal('wait'), wait: waitDistributionSchema }),
  z.strictObject({ kind: z.literal('cpu'), ...cpuAmount }).refine(oneOf, oneOfMessage),
  z.strictObject({ kind: z.literal('mixed'), waitMs: ms, ...cpuAmount }).refine(oneOf, oneOfMessage),
  z.strictObject({ kind: z.literal('json'), items: z.number().int().min(1).max(100_000) }),
  z.strictObject({ kind: z.literal('blocking'), ms }),
])
export type Workload = z.infer<typeof workloadSchema>
export type WorkloadKind = Workload['kind']

export const workloadKinds = ['hello', 'wait', 'cpu', 'mixed', 'json', 'blocking'] as const
