import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Schedule, type ScheduleOptions, scheduledCount } from '../../../src/core/load/schedule.ts'
import type { Shape } from '../../../src/model/load.ts'

const rate = fc.integer({ min: 1, max: 30_000 }).map((tenths) => tenths / 10)
const shape: fc.Arbitrary<Shape> = fc.oneof(
  rate.map((ratePerSecond): Shape => ({ shape: 'constant', ratePerSecond })),
  fc.tuple(rate, rate).map(([from, to]): Shape => ({ shape: 'ramp', fromPerSecond: from, toPerSecond: to })),
  fc.tuple(rate, fc.integer({ min: -500, max: 500 }), fc.integer({ min: 1, max: 30 })).map(
    ([from, step, tenths]): Shape => ({
      shape: 'steps',
      fromPerSecond: from,
      stepPerSecond: step,
      stepSeconds: tenths / 10,
    }),
  ),
  fc.tuple(rate, rate, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 20 })).map(
    ([base, spike, at, length]): Shape => ({
      shape: 'spike',
      basePerSecond: base,
      spikePerSecond: spike,
      spikeAtSeconds: at / 10,
      spikeSeconds: length / 10,
    }),
  ),
)
const options: fc.Arbitrary<ScheduleOptions> = fc.record({
  shape,
  arrivals: fc.constantFrom('uniform', 'poisson'),
  durationSeconds: fc.integer({ min: 1, max: 40 }).map((tenths) => tenths / 10),
  seed: fc.integer(),
})

function timesOf(schedule: ScheduleOptions): number[] {
  const times: number[] = []
  for (const cursor = new Schedule(schedule); cursor.nextUs !== Number.POSITIVE_INFINITY; cursor.advance()) {
    times.push(cursor.nextUs)
  }
  return times
}

/** The area under the rate, by integers: an independent count of the arrivals before `atUs`. */
function exactBefore(shape: Shape, atUs: bigint, durationUs: bigint): bigint {
  const micro = (value: number) => BigInt(Math.round(value * 1_000_000))
  const ceil = (over: bigint, under: bigint) => (over + under - 1n) / under
  const million = 1_000_000n * 1_000_000n
  switch (shape.shape) {
    case 'constant':
      return ceil(micro(shape.ratePerSecond) * atUs, million)
    case 'ramp': {
      const from = micro(shape.fromPerSecond)
      const twice = 2n * from * atUs * durationUs + (micro(shape.toPerSecond) - from) * atUs * atUs
      return ceil(twice, 2n * durationUs * million)
    }
    case 'steps': {
      const length = micro(shape.stepSeconds)
      let area = 0n
      for (let step = 0n; step * length < atUs; step++) {
        const wanted = micro(shape.fromPerSecond) + step * micro(shape.stepPerSecond)
        const end = (step + 1n) * length
        area += (wanted > 100_000n ? wanted : 100_000n) * ((end < atUs ? end : atUs) - step * length)
      }
      return ceil(area, million)
    }
    case 'spike': {
      const from = micro(shape.spikeAtSeconds)
      const to = from + micro(shape.spikeSeconds)
      const inside = (atUs < to ? atUs : to) - from
      const spiked = inside > 0n ? inside : 0n
      return ceil(
        micro(shape.basePerSecond) * (atUs - spiked) + micro(shape.spikePerSecond) * spiked,
        million,
      )
    }
  }
}

describe('a schedule', () => {
  it('holds exactly the arrivals its rate asks for, in every window of 250 ms (case 2)', () => {
    fc.assert(
      fc.property(options, (drawn) => {
        const schedule: ScheduleOptions = { ...drawn, arrivals: 'uniform' }
        const durationUs = Math.round(schedule.durationSeconds * 1_000_000)
        const times = timesOf(schedule)
        for (let fromUs = 0; fromUs < durationUs; fromUs += 250_000) {
          const toUs = Math.min(fromUs + 250_000, durationUs)
          const expected =
            exactBefore(schedule.shape, BigInt(toUs), BigInt(durationUs)) -
            exactBefore(schedule.shape, BigInt(fromUs), BigInt(durationUs))
          expect(times.filter((time) => time >= fromUs && time < toUs).length).toBe(Number(expected))
        }
        expect(scheduledCount(schedule)).toBe(times.length)
      }),
      { numRuns: 60 },
    )
  })

  it('never goes back in time and never leaves its duration', () => {
    fc.assert(
      fc.property(options, (schedule) => {
        const times = timesOf(schedule)
        for (const [index, time] of times.entries()) {
          expect(time).toBeGreaterThanOrEqual(times[index - 1] ?? 0)
          expect(time).toBeLessThan(schedule.durationSeconds * 1_000_000)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('is split over threads without losing or moving an arrival', () => {
    fc.assert(
      fc.property(options, fc.integer({ min: 1, max: 5 }), (schedule, of) => {
        const parts = Array.from({ length: of }, (_, index) => timesOf({ ...schedule, share: { index, of } }))
        expect(parts.flat().sort((a, b) => a - b)).toEqual(timesOf(schedule))
        const lengths = parts.map((part) => part.length)
        expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1)
      }),
      { numRuns: 60 },
    )
  })

  it('is the same for the same seed, and Poisson arrivals differ for another', () => {
    const shape: Shape = { shape: 'constant', ratePerSecond: 500 }
    const poisson = (seed: number) => timesOf({ shape, arrivals: 'poisson', durationSeconds: 4, seed })
    expect(poisson(7)).toEqual(poisson(7))
    expect(poisson(7)).not.toEqual(poisson(8))
  })

  it('places uniform arrivals evenly', () => {
    const shape: Shape = { shape: 'constant', ratePerSecond: 1_000 }
    const times = timesOf({ shape, arrivals: 'uniform', durationSeconds: 2, seed: 1 })
    for (const [index, time] of times.entries()) expect(time).toBeCloseTo(index * 1_000, 6)
  })

  it('draws Poisson arrivals with the mean and spread of a Poisson process', () => {
    const shape: Shape = { shape: 'ramp', fromPerSecond: 500, toPerSecond: 1_500 }
    const counts = Array.from({ length: 200 }, (_, seed) =>
      scheduledCount({ shape, arrivals: 'poisson', durationSeconds: 1, seed }),
    )
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (counts.length - 1)
    // Five standard errors either way: 1000 ± 11, and a variance of 1000 ± 500.
    expect(Math.abs(mean - 1_000)).toBeLessThan(12)
    expect(Math.abs(variance - 1_000)).toBeLessThan(500)
  })
})
