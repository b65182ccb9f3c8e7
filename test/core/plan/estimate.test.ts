// What a plan says about itself before it runs: arrivals exactly as the generator schedules them, time, and support.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scheduledCount } from '../../../src/core/load/schedule.ts'
import {
  expectedArrivals,
  integrateShape,
  meanWaitMs,
  peakRate,
} from '../../../src/core/plan/expected-load.ts'
import type { Shape } from '../../../src/model/load.ts'
import { makePlan } from '../../fakes/make-plan.ts'

const rate = fc.integer({ min: 1, max: 3_000 })
const seconds = fc.integer({ min: 1, max: 40 }).map((tenths) => tenths / 10)
const shapes: fc.Arbitrary<Shape> = fc.oneof(
  rate.map((ratePerSecond) => ({ shape: 'constant' as const, ratePerSecond })),
  fc.record({ shape: fc.constant('ramp' as const), fromPerSecond: rate, toPerSecond: rate }),
  fc.record({
    shape: fc.constant('steps' as const),
    fromPerSecond: rate,
    stepPerSecond: fc.integer({ min: -500, max: 500 }),
    stepSeconds: seconds,
  }),
  fc.record({
    shape: fc.constant('spike' as const),
    basePerSecond: rate,
    spikePerSecond: rate,
    spikeAtSeconds: seconds,
    spikeSeconds: seconds,
  }),
)

describe('expected arrivals', () => {
  it('are exactly what the generator’s schedule holds, for every shape', () => {
    fc.assert(
      fc.property(shapes, seconds, (shape, durationSeconds) => {
        const scheduled = scheduledCount({ shape, arrivals: 'uniform', durationSeconds, seed: 1 })
        expect(expectedArrivals({ kind: 'open', rate: shape, arrivals: 'uniform' }, durationSeconds)).toBe(
          scheduled,
        )
      }),
    )
  })

  it('are the integral of a ramp, of steps and of a spike', () => {
    expect(integrateShape({ shape: 'ramp', fromPerSecond: 100, toPerSecond: 300 }, 10)).toBe(2_000)
    const steps: Shape = { shape: 'steps', fromPerSecond: 100, stepPerSecond: 50, stepSeconds: 4 }
    expect(integrateShape(steps, 10)).toBe(400 + 600 + 400)
    expect(peakRate(steps, 10)).toBe(200)
    const spike: Shape = {
      shape: 'spike',
      basePerSecond: 10,
      spikePerSecond: 100,
      spikeAtSeconds: 8,
      spikeSeconds: 5,
    }
    expect(integrateShape(spike, 10)).toBe(80 + 200)
    expect(peakRate(spike, 8)).toBe(10)
  })

  it('are unknown for a closed loop and the burst’s own for a burst', () => {
    expect(expectedArrivals({ kind: 'closed', users: 5, thinkTimeMs: 0 }, 10)).toBeNull()
    expect(expectedArrivals({ kind: 'burst', count: 100 }, 10)).toBe(100)
  })
})

describe('the mean wait', () => {
  it.each([
    [{ distribution: 'fixed', ms: 100 }, 100],
    [{ distribution: 'bimodal', ms: 10, slowMs: 110, slowShare: 0.1 }, 20],
    [{ distribution: 'pareto', minimumMs: 10, shape: 2 }, 20],
    [{ distribution: 'lognormal', medianMs: 50, p99Ms: 50 }, 50],
  ] as const)('of %j is %d ms', (wait, expected) => {
    expect(meanWaitMs(wait)).toBeCloseTo(expected, 9)
  })

  it('of a lognormal is what its definition gives', () => {
    // sigma = ln(8) / 2.32635 = 0.89387; exp(sigma² / 2) = 1.49103
    expect(meanWaitMs({ distribution: 'lognormal', medianMs: 10, p99Ms: 80 })).toBeCloseTo(14.9103, 3)
  })
})

describe('the estimate', () => {
  const trials = (blocks: number) => ({
    preset: 'custom' as const,
    blocks,
    warmUpSeconds: 5,
    warmUpUntilSteady: false,
    measureSeconds: 8,
    coolDownSeconds: 1,
  })

  it('adds start, warm-up, measuring and cool-down of every trial, without a cool-down at the end', () => {
    expect(makePlan().estimate.seconds).toBe(6 * (1.5 + 5 + 8) + 5)
  })

  it('needs a hundred exceedances for solid, ten for grey, and more than one trial', () => {
    expect(makePlan().estimate.support).toEqual({ p50: 'solid', p90: 'solid', p99: 'solid', p999: 'grey' })
    const one = makePlan({ profile: { trials: trials(1) } })
    expect(one.estimate.support).toEqual({ p50: 'grey', p90: 'grey', p99: 'grey', p999: 'few' })
  })

  it('promises no solid percentile for few bursts, each of which is one episode', () => {
    const burst = (blocks: number) =>
      makePlan({ profile: { load: { kind: 'burst', count: 1_000 }, trials: trials(blocks) } }).estimate
        .support
    expect(burst(9)?.p50).toBe('grey')
    expect(burst(10)?.p50).toBe('solid')
  })

  it('promises nothing for a closed loop', () => {
    const { estimate } = makePlan({ profile: { load: { kind: 'closed', users: 8, thinkTimeMs: 0 } } })
    expect(estimate).toMatchObject({ requestsPerTrial: null, requestsPerContender: null, support: null })
  })
})
