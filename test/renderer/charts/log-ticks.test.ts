// Axes that hold the data, with ticks people expect.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linearTicks, logDomain, logTicks, timeTicks } from '../../../src/renderer/charts/log-ticks.ts'

describe('the log axis', () => {
  test('holds every positive value with room at both ends, and always has ticks', () => {
    const values = fc.array(fc.double({ min: 1, max: 3.6e9, noNaN: true }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(values, (all) => {
        const [low, high] = logDomain(all)
        const ticks = logTicks([low, high])
        expect(low).toBeLessThan(Math.min(...all))
        expect(high).toBeGreaterThan(Math.max(...all))
        expect(high / low).toBeGreaterThanOrEqual(2.9)
        expect(ticks.length).toBeGreaterThanOrEqual(2)
        expect(ticks.length).toBeLessThanOrEqual(7)
        expect([...ticks].sort((a, b) => a - b)).toEqual(ticks)
      }),
    )
  })

  test('does not squeeze tight data into a sliver of a decade', () => {
    const [low, high] = logDomain([101_000, 118_000])
    expect(high / low).toBeLessThan(5)
  })

  test('leaves out zeros and infinities, and draws something sensible for nothing', () => {
    expect(logDomain([0, Number.POSITIVE_INFINITY])).toEqual([100, 1_000_000])
    expect(logDomain([0, 5_000, Number.NaN])[0]).toBeGreaterThan(0)
  })

  test('shows decades where the data spans many', () => {
    expect(logTicks([100, 1e8])).toEqual([100, 1_000, 10_000, 100_000, 1e6, 1e7, 1e8])
  })
})

test('a linear axis starts at zero and ends above the highest value', () => {
  expect(linearTicks(453, 2)).toEqual([0, 500])
  expect(linearTicks(1_900, 2)).toEqual([0, 1_000, 2_000])
  expect(linearTicks(0)).toEqual([0, 1])
})

test('the time axis counts in regular steps through zero', () => {
  expect(timeTicks([-5, 8])).toEqual([-4, -2, 0, 2, 4, 6, 8])
  expect(timeTicks([-15, 60])).toEqual([-10, 0, 10, 20, 30, 40, 50, 60])
})
