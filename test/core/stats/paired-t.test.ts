// The interval and the equivalence test against SciPy 1.17.1, and by simulation.
// Reference: scipy.stats.t.ppf, scipy.stats.t.interval(confidence, n - 1, mean, sem) and two ttest_1samp.
import { describe, expect, it } from 'vitest'
import { blocksToSettle, isEquivalent, pairedT, tQuantile } from '../../../src/core/stats/paired-t.ts'
import { makeRandom } from './random.ts'

describe('the t quantile', () => {
  it.each([
    [0.9, 1, 6.313751514675037],
    [0.95, 1, 12.706204736174694],
    [0.95, 2, 4.302652729749462],
    [0.975, 2, 6.205346816570706],
    [0.99, 2, 9.924843200918287],
    [0.9, 4, 2.1318467863266495],
    [0.95, 4, 2.7764451051977934],
    [0.975, 4, 3.4954059325164417],
    [0.95, 9, 2.262157162798205],
    [0.99, 9, 3.249835541592126],
    [0.975, 29, 2.363846073208312],
  ])('for confidence %d with %d degrees of freedom is SciPy’s', (confidence, degrees, expected) => {
    expect(tQuantile(confidence, degrees)).toBeCloseTo(expected, 9)
  })
})

describe('the paired interval', () => {
  const differences = [0.12, -0.03, 0.2, 0.08, 0.15]

  it.each([
    [0.9, 0.021268961659609703, 0.18673103834039026],
    [0.95, -0.0037461044205229638, 0.211746104420523],
    [0.975, -0.03164697241518172, 0.23964697241518196],
  ])('at %d is SciPy’s', (confidence, lower, upper) => {
    const interval = pairedT(differences, confidence)
    expect(interval.mean).toBeCloseTo(0.104, 12)
    expect(interval.lower).toBeCloseTo(lower, 9)
    expect(interval.upper).toBeCloseTo(upper, 9)
  })

  it.each([3, 5, 10])('covers the truth in at least 93 %% of 4,000 runs of %d blocks', (blocks) => {
    const { normal } = makeRandom(blocks)
    const runs = 4_000
    let covered = 0
    for (let run = 0; run < runs; run += 1) {
      const truth = 0.2
      const sample = Array.from({ length: blocks }, () => truth + 0.1 * normal())
      const { lower, upper } = pairedT(sample, 0.95)
      if (lower <= truth && truth <= upper) covered += 1
    }
    expect(covered / runs).toBeGreaterThanOrEqual(0.93)
    expect(covered / runs).toBeLessThanOrEqual(0.97)
  })

  it.each([3, 5, 10])(
    'still covers it in at least 93 %% of 4,000 runs of %d blocks with skewed trials',
    (blocks) => {
      // Log percentiles of both contenders have the same long right tail; their differences are symmetric.
      const { exponential, normal } = makeRandom(100 + blocks)
      const runs = 4_000
      let covered = 0
      for (let run = 0; run < runs; run += 1) {
        const sample = Array.from(
          { length: blocks },
          () => exponential(0.1) - exponential(0.1) + 0.05 * normal(),
        )
        const { lower, upper } = pairedT(sample, 0.95)
        if (lower <= 0 && 0 <= upper) covered += 1
      }
      expect(covered / runs).toBeGreaterThanOrEqual(0.93)
    },
  )
})

describe('the equivalence test', () => {
  const bound = Math.log(1.1)

  it('decides as SciPy’s two one-sided tests do', () => {
    // p = 0.0034 and 0.583: not equivalent; p = 5e-5 twice: equivalent
    expect(isEquivalent([0.12, -0.03, 0.2, 0.08, 0.15], bound, 0.05)).toBe(false)
    expect(isEquivalent([0.01, -0.02, 0.015, 0, -0.005], bound, 0.05)).toBe(true)
  })

  it('claims equivalence of contenders that differ by the bound in at most 5 % of 4,000 runs', () => {
    const { normal } = makeRandom(42)
    let claimed = 0
    for (let run = 0; run < 4_000; run += 1) {
      const sample = Array.from({ length: 5 }, () => bound + 0.03 * normal())
      if (isEquivalent(sample, bound, 0.05)) claimed += 1
    }
    expect(claimed / 4_000).toBeLessThanOrEqual(0.055)
    expect(claimed).toBeGreaterThan(0)
  })
})

describe('the blocks that would settle it', () => {
  const options = { confidence: 0.95, alpha: 0.05, bound: Math.log(1.1), most: 100 }
  const seen = (mean: number, standardDeviation: number, count: number) => ({
    mean,
    standardDeviation,
    count,
    lower: 0,
    upper: 0,
  })

  it('are the fewest with which the interval would leave zero', () => {
    // t(0.975, 8) · 0.2 / 3 = 0.1537 > 0.15 and t(0.975, 9) · 0.2 / √10 = 0.1431 < 0.15
    expect(blocksToSettle(seen(0.15, 0.2, 5), options)).toBe(10)
  })

  it('are the fewest with which equivalence would show where there is no effect', () => {
    // t(0.95, 5) · 0.12 / √6 = 0.0987 > 0.0953 and t(0.95, 6) · 0.12 / √7 = 0.0881 < 0.0953
    expect(blocksToSettle(seen(0, 0.12, 5), options)).toBe(7)
  })

  it('are none where a hundred would not do', () => {
    expect(blocksToSettle(seen(0.05, 2, 5), options)).toBeNull()
  })
})
