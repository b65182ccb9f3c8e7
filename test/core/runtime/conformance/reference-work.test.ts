import { describe, expect, it } from 'vitest'
import {
  jsonAnswer,
  mulberry32,
  sumBelow,
  waitAfterMs,
} from '../../../../src/core/runtime/conformance/reference-work.ts'
import type { WaitDistribution } from '../../../../src/model/workload.ts'

const seed = 11
function sample(wait: WaitDistribution, numbersEach: number): number[] {
  return Array.from({ length: 2_000 }, (_, i) => waitAfterMs(wait, seed, i * numbersEach)).sort(
    (a, b) => a - b,
  )
}
const at = (sorted: readonly number[], share: number) =>
  sorted[Math.floor(share * sorted.length)] ?? Number.NaN

describe('the reference work', () => {
  it('sums exactly beyond 2^53', () => {
    expect(sumBelow(1)).toBe('0')
    expect(sumBelow(10_000_000)).toBe('49999995000000')
    expect(sumBelow(1_000_000_000)).toBe('499999999500000000')
  })

  it('draws the numbers of mulberry32', () => {
    const numbers = mulberry32(1)
    // The first numbers of the published generator (Tommy Ettinger, public domain) for seed 1.
    expect([numbers.next().value, numbers.next().value, numbers.next().value]).toEqual([
      2693262067, 11749833, 2265367787,
    ])
  })

  it('gives the documented checksum of the JSON document', () => {
    expect(jsonAnswer(1000)).toEqual({ checksum: '299e0916', items: 754, bytes: 76_541 })
  })

  it('draws waits with the stated median, tail and share', () => {
    const lognormal = sample({ distribution: 'lognormal', medianMs: 12, p99Ms: 80 }, 2)
    expect(at(lognormal, 0.5)).toBeGreaterThan(11)
    expect(at(lognormal, 0.5)).toBeLessThan(13)
    expect(at(lognormal, 0.99)).toBeGreaterThan(65)
    expect(at(lognormal, 0.99)).toBeLessThan(98)
    const pareto = sample({ distribution: 'pareto', minimumMs: 1, shape: 2 }, 1)
    expect(at(pareto, 0)).toBeGreaterThanOrEqual(1)
    // P(wait > x) = (minimum / x)^shape, so the 99th percentile is 10.
    expect(at(pareto, 0.99)).toBeGreaterThan(8)
    expect(at(pareto, 0.99)).toBeLessThan(12.5)
    const bimodal = sample({ distribution: 'bimodal', ms: 1, slowMs: 9, slowShare: 0.2 }, 1)
    expect(bimodal.filter((ms) => ms === 9).length / bimodal.length).toBeCloseTo(0.2, 1)
  })
})
