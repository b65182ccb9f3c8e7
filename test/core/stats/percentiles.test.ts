// What is shown of a sample: failures as +∞, nothing that too few samples carry, and how far each number can be trusted.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Histogram } from '../../../src/core/histogram/histogram.ts'
import {
  countEpisodes,
  exceedancesOf,
  percentilesOf,
  samplePercentiles,
  supportSetOf,
} from '../../../src/core/stats/percentiles.ts'
import { curveGrid, percentileCurve, poolHistograms } from '../../../src/core/stats/pool.ts'
import type { Window } from '../../../src/model/generator.ts'
import { makeCounts, makeHistogram, makeWindow } from '../../fakes/make-measurements.ts'

const histogramOf = (times: Iterable<number>) => Histogram.fromData(makeHistogram(times))
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

describe('exceedances', () => {
  it.each([
    [10_800, 0.99, 108],
    [10_800, 0.999, 10],
    [1_000, 0.99, 10],
    [1, 0.5, 0],
    [100, 0.5, 50],
  ])('of %d samples beyond quantile %d are %d', (total, q, expected) => {
    expect(exceedancesOf(total, q)).toBe(expected)
  })

  it('are the samples above the quantile when all differ', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), fc.constantFrom(0.5, 0.9, 0.99, 0.999), (count, q) => {
        const histogram = histogramOf(upTo(count))
        const value = histogram.valueAtPercentile(q * 100)
        expect(histogram.countAbove(value)).toBe(exceedancesOf(count, q))
      }),
    )
  })
})

describe('percentiles', () => {
  const support = { p50: 'solid', p90: 'solid', p99: 'grey', p999: 'grey' } as const

  it('are the sample’s own where all were answered', () => {
    const found = percentilesOf(histogramOf(upTo(1_000)), 1_000, support)
    expect(found).toEqual({ p50: 500, p90: 900, p99: 990, p999: 999, max: 1_000 })
  })

  it('count requests without an answer as +∞, which is null', () => {
    // 1,000 answered of 1,100: the p90 is the 990th time, the p99 falls among the failures.
    const found = percentilesOf(histogramOf(upTo(1_000)), 1_100, support)
    expect(found).toEqual({ p50: 550, p90: 990, p99: null, p999: null, max: null })
  })

  it('hide what too few samples carry', () => {
    const found = percentilesOf(histogramOf(upTo(1_000)), 1_000, { ...support, p999: 'few' })
    expect(found.p999).toBeNull()
    expect(samplePercentiles(histogramOf(upTo(1_000)))).toEqual({
      p50: 500,
      p90: 900,
      p99: 990,
      p999: null,
      max: 1_000,
    })
  })

  it('of nothing are nothing', () => {
    const nothing = { p50: null, p90: null, p99: null, p999: null, max: null }
    expect(percentilesOf(new Histogram(), 0, support)).toEqual(nothing)
    expect(samplePercentiles(new Histogram())).toEqual(nothing)
  })
})

/** 32 windows of 100 requests of 1 ms; those named have `slow` requests of 9 ms. */
function trialWith(slowWindows: readonly number[], slow: number): { windows: Window[] } {
  const windows = Array.from({ length: 32 }, (_, index) => {
    const count = slowWindows.includes(index) ? slow : 0
    return makeWindow(index, [...new Array(100 - count).fill(1_000), ...new Array(count).fill(9_000)])
  })
  return { windows }
}

function supportOf(trials: readonly { windows: Window[] }[], failed = 0) {
  const windows = trials.flatMap((trial) => trial.windows)
  const ok = poolHistograms(windows.map((window) => window.responseUs))
  return supportSetOf(ok, ok.total + failed, trials)
}

describe('support', () => {
  const quietTrial = trialWith([], 0)
  const every = (step: number) => upTo(32).filter((index) => index % step === 0)

  it('is solid with a hundred exceedances in ten episodes over more than one trial', () => {
    // four trials of 3,200 requests: 128 lie beyond p99, in 8 windows of each
    const trials = [1, 2, 3, 4].map(() => trialWith(every(4), 20))
    expect(supportOf(trials).p99).toBe('solid')
  })

  it('is grey where one stall fills the percentile alone', () => {
    const stalled = [trialWith([10, 11, 12], 100), trialWith([9], 100), quietTrial, quietTrial]
    expect(supportOf(stalled).p99).toBe('grey')
  })

  it('is grey where one trial holds it all, however many its episodes', () => {
    expect(supportOf([trialWith(every(2), 20), quietTrial, quietTrial, quietTrial]).p99).toBe('grey')
  })

  it('is solid where every window exceeds a little, which leaves no gaps to count', () => {
    const all = upTo(32).map((index) => index - 1)
    expect(supportOf([1, 2, 3, 4].map(() => trialWith(all, 5))).p99).toBe('solid')
  })

  it('is grey below a hundred exceedances, few below ten, failed among failures', () => {
    const trials = [trialWith(every(4), 20), trialWith(every(4), 20)]
    expect(supportOf(trials)).toMatchObject({ p99: 'grey', p999: 'few' })
    expect(supportOf(trials, 200)).toMatchObject({ p99: 'failed' })
  })
})

describe('episodes', () => {
  const slowAt = (...indexes: number[]) => trialWith(indexes, 10).windows

  it('are runs of consecutive windows; a longer run counts once per second', () => {
    expect(countEpisodes(slowAt(), 9_000)).toEqual({ episodes: 0, exceeding: 0 })
    expect(countEpisodes(slowAt(3, 4, 9, 20, 21, 22, 23), 9_000)).toEqual({ episodes: 3, exceeding: 70 })
    expect(countEpisodes(slowAt(0, 1, 2, 3, 4), 9_000).episodes).toBe(2)
  })

  it('count failures, ignore the warm-up, and do not depend on the order of windows', () => {
    const windows = slowAt(5, 9).toReversed()
    const failing = makeWindow(40, [], { counts: makeCounts(0, { scheduled: 3, failed: 2, abandoned: 1 }) })
    const warmUp = makeWindow(30, [9_000], { phase: 'warm-up' })
    expect(countEpisodes([...windows, failing, warmUp], 9_000)).toEqual({ episodes: 3, exceeding: 23 })
  })
})

describe('the curve', () => {
  it('goes as far as ten samples lie beyond, and never falls', () => {
    const ok = histogramOf(upTo(10_000))
    const curve = percentileCurve(ok, ok, 10_000)
    const last = curve.at(-1)?.percentile ?? 0
    expect(last).toBeGreaterThanOrEqual(99.8)
    expect(last).toBeLessThanOrEqual(99.9)
    const values = curve.map((point) => point.responseUs ?? 0)
    expect(values).toEqual(values.toSorted((left, right) => left - right))
  })

  it('has no response time where the percentile falls among failures', () => {
    const ok = histogramOf(upTo(9_000))
    const curve = percentileCurve(ok, ok, 10_000)
    expect(curve.find((point) => point.percentile > 95)?.responseUs).toBeNull()
    expect(curve.find((point) => point.percentile > 95)?.serviceUs).not.toBeNull()
  })

  it('is spaced evenly in log exceedance from 0 to 99.999', () => {
    expect(curveGrid[0]).toBe(0)
    expect(curveGrid).toContain(90)
    expect(curveGrid).toContain(99)
    expect(curveGrid).toContain(99.9)
    expect(curveGrid.at(-1)).toBe(99.999)
  })
})

describe('pooled trials', () => {
  it('have the histogram of all their requests at once', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.integer({ min: 1, max: 5_000_000 }))), (parts) => {
        const pooled = poolHistograms(parts.map((part) => makeHistogram(part)))
        expect(pooled.toData()).toEqual(makeHistogram(parts.flat()))
      }),
    )
  })
})
