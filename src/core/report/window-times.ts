// The times of one 250 ms window, for thousands of windows in a row: one histogram is used for all of them.
import type { Window } from '../../model/generator.ts'
import { Histogram, quantileWithFailures } from '../histogram/histogram.ts'
import { exceedancesOf } from '../stats/percentiles.ts'

/** µs; null where fewer than ten samples lie beyond, or the percentile falls among failures. */
export interface WindowTimes {
  readonly p50: number | null
  readonly p90: number | null
  readonly p99: number | null
  /** of answered requests */
  readonly max: number | null
  readonly latenessMax: number | null
}

export function windowTimesReader(): (window: Window) => WindowTimes {
  const histogram = new Histogram()
  return (window) => {
    const total = window.counts.scheduled
    histogram.reset()
    histogram.addData(window.latenessUs)
    const latenessMax = histogram.total === 0 ? null : histogram.max
    histogram.reset()
    histogram.addData(window.responseUs)
    const at = (q: number) =>
      exceedancesOf(total, q) < 10 ? null : quantileWithFailures(histogram, q, total)
    const max = histogram.total === 0 ? null : histogram.max
    return { p50: at(0.5), p90: at(0.9), p99: at(0.99), max, latenessMax }
  }
}
