// A sample as the numbers every screen and export shows: percentiles, rates, shares. Pure; times in whole µs.
import type { Load } from '../../model/load.ts'
import type { ServerView, TrialResult } from '../../model/result.ts'
import { percentilesOf, samplePercentiles, supportSetOf, type TrialSample } from '../stats/percentiles.ts'
import type { Sample } from './trial-sample.ts'

export type Measured = Pick<
  TrialResult,
  | 'intendedRate'
  | 'achievedRate'
  | 'requests'
  | 'ok'
  | 'failed'
  | 'abandoned'
  | 'errors'
  | 'responseUs'
  | 'okResponseUs'
  | 'serviceUs'
  | 'latenessUs'
  | 'support'
  | 'workerShare'
  | 'workers'
  | 'generatorCpuUsPerRequest'
  | 'server'
>

/** @param trials the windows of each trial in the sample: support asks how its exceedances are spread */
export function measuredOf(
  sample: Sample,
  trials: readonly TrialSample[],
  load: Load,
  server: ServerView | null,
): Measured {
  const { counts } = sample
  const support = supportSetOf(sample.response, counts.scheduled, trials)
  return {
    intendedRate:
      load.kind === 'open' && sample.measuredSeconds > 0 ? counts.scheduled / sample.measuredSeconds : null,
    achievedRate: achievedRate(sample, trials.length, load),
    requests: counts.scheduled,
    ok: counts.ok,
    failed: counts.failed,
    abandoned: counts.abandoned,
    errors: counts.errors,
    responseUs: percentilesOf(sample.response, counts.scheduled, support),
    okResponseUs: samplePercentiles(sample.response),
    serviceUs: samplePercentiles(sample.service),
    latenessUs: samplePercentiles(sample.lateness),
    support,
    workerShare: workerShare(sample.workers, server),
    workers: { ...sample.workers },
    generatorCpuUsPerRequest:
      sample.generatorCpuUs === null || counts.sent === 0 ? null : sample.generatorCpuUs / counts.sent,
    server,
  }
}

/** Answers per second of the measured span; for a burst, of the time until its last answer. */
function achievedRate(sample: Sample, trials: number, load: Load): number {
  if (load.kind === 'burst') {
    const seconds = (sample.response.max * Math.max(1, trials)) / 1e6
    return seconds > 0 ? sample.counts.ok / seconds : 0
  }
  return sample.measuredSeconds > 0 ? sample.completed / sample.measuredSeconds : 0
}

/** Busiest worker over the mean; workers that telemetry knows and nobody was answered by count as 0. */
function workerShare(workers: Readonly<Record<string, number>>, server: ServerView | null): number | null {
  const answered = Object.values(workers)
  const count = Math.max(answered.length, server?.workers ?? 0)
  const all = answered.reduce((sum, requests) => sum + requests, 0)
  if (answered.length === 0 || count < 2 || all === 0) return null
  return Math.max(...answered) / (all / count)
}
