// Percentiles a person may be shown: failures count as +∞, and what too few samples carry is not a number (METHOD §1, §3).
// Knows histograms and counts; nothing of contenders or verdicts.
import type { HistogramData, Window } from '../../model/generator.ts'
import type { Support, SupportSet } from '../../model/plan.ts'
import type { PercentileName } from '../../model/profile.ts'
import { percentileNames } from '../../model/profile.ts'
import type { Percentiles } from '../../model/result.ts'
import { type Histogram, quantileWithFailures } from '../histogram/histogram.ts'
import { slotOf } from '../histogram/layout.ts'

export const quantiles: Readonly<Record<PercentileName, number>> = {
  p50: 0.5,
  p90: 0.9,
  p99: 0.99,
  p999: 0.999,
}

/** Measured windows of one trial and what it counted. */
export interface TrialSample {
  readonly windows: readonly Window[]
}

const solidExceedances = 100
const leastExceedances = 10
const solidEpisodes = 10
/** A run of exceeding windows this long is as good as ten per ten seconds: 1 s, in windows of 250 ms. */
const windowsPerEpisode = 4

/** Samples beyond the q-quantile of `total`: those ranked above ⌈q·total⌉. */
export function exceedancesOf(total: number, q: number): number {
  const exact = q * total
  return total - Math.min(total, Math.max(1, Math.ceil(exact - exact * Number.EPSILON)))
}

/**
 * Percentiles in whole µs over `total` requests of which only `ok` have a time; the rest count as +∞, which is null here.
 * `max` is null as soon as one request has no time. Percentiles whose support is `few` are null too.
 */
export function percentilesOf(ok: Histogram, total: number, support: SupportSet): Percentiles {
  const at = (name: PercentileName) =>
    support[name] === 'few' ? null : quantileWithFailures(ok, quantiles[name], total)
  return {
    p50: at('p50'),
    p90: at('p90'),
    p99: at('p99'),
    p999: at('p999'),
    max: ok.total === 0 || total > ok.total ? null : ok.max,
  }
}

/** As {@link percentilesOf} for a histogram in which nothing can fail: each percentile by its number of samples alone. */
export function samplePercentiles(histogram: Histogram): Percentiles {
  const at = (name: PercentileName) =>
    exceedancesOf(histogram.total, quantiles[name]) < leastExceedances
      ? null
      : quantileWithFailures(histogram, quantiles[name], histogram.total)
  return {
    p50: at('p50'),
    p90: at('p90'),
    p99: at('p99'),
    p999: at('p999'),
    max: histogram.total === 0 ? null : histogram.max,
  }
}

/**
 * How far each percentile of the response time can be trusted. `failed`: it falls among requests without an answer.
 * `solid`: ≥ 100 exceedances in ≥ 10 episodes, of which more than one trial holds a tenth or more; `grey`: ≥ 10.
 */
export function supportSetOf(ok: Histogram, total: number, trials: readonly TrialSample[]): SupportSet {
  const support = (name: PercentileName): Support => {
    const q = quantiles[name]
    if (exceedancesOf(total, q) < leastExceedances) return 'few'
    const value = quantileWithFailures(ok, q, total)
    if (value === null) return 'failed'
    if (exceedancesOf(total, q) < solidExceedances) return 'grey'
    return spreadOut(trials, value) ? 'solid' : 'grey'
  }
  const entries = percentileNames.map((name) => [name, support(name)] as const)
  return { p50: 'few', p90: 'few', p99: 'few', p999: 'few', ...Object.fromEntries(entries) }
}

/** One stall can fill a p99 alone: a solid percentile must not hang on one stall or on one trial. */
function spreadOut(trials: readonly TrialSample[], valueUs: number): boolean {
  const each = trials.map(({ windows }) => countEpisodes(windows, valueUs))
  const episodes = each.reduce((sum, trial) => sum + trial.episodes, 0)
  const exceeding = each.reduce((sum, trial) => sum + trial.exceeding, 0)
  const contributing = each.filter((trial) => trial.exceeding > 0 && trial.exceeding * 10 >= exceeding)
  return episodes >= solidEpisodes && contributing.length >= 2
}

/**
 * An episode is a run of consecutive 250 ms windows that hold requests at or above the percentile's value or without an
 * answer. A longer run counts once per second of it: a server that exceeds all the time leaves no gaps to count,
 * and is no single stall either.
 */
export function countEpisodes(
  windows: readonly Window[],
  valueUs: number,
): { episodes: number; exceeding: number } {
  const ordered = windows
    .filter((window) => window.phase === 'measure')
    .toSorted((left, right) => left.index - right.index)
  const slot = slotOf(valueUs)
  let exceeding = 0
  let episodes = 0
  let run = 0
  let previous = Number.NEGATIVE_INFINITY
  for (const window of ordered) {
    const beyond = countFrom(window.responseUs, slot) + window.counts.failed + window.counts.abandoned
    exceeding += beyond
    if (beyond === 0 || window.index !== previous + 1) {
      episodes += Math.ceil(run / windowsPerEpisode)
      run = 0
    }
    if (beyond > 0) run += 1
    previous = window.index
  }
  return { episodes: episodes + Math.ceil(run / windowsPerEpisode), exceeding }
}

/** At or above the slot: with coarse slots the percentile's own slot may hold most of its exceedances. */
function countFrom(data: HistogramData, slot: number): number {
  let count = 0
  data.slots.forEach((each, index) => {
    if (each >= slot) count += data.counts[index] ?? 0
  })
  return count
}
