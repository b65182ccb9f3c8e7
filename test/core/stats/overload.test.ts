// Overloaded or not, against queues whose truth is known.
import { describe, expect, it } from 'vitest'
import { isOverloaded } from '../../../src/core/stats/overload.ts'
import { makeCounts, makeWindow } from '../../fakes/make-measurements.ts'
import { type QueueOptions, simulateQueue } from './simulate-queue.ts'

function shareOverloaded(options: Omit<QueueOptions, 'seed'>, runs = 20): number {
  let count = 0
  for (let seed = 1; seed <= runs; seed += 1)
    if (isOverloaded(simulateQueue({ ...options, seed }))) count += 1
  return count / runs
}

const busy = (utilisation: number, random = true): Omit<QueueOptions, 'seed'> => ({
  ratePerSecond: 450,
  serviceMs: (1_000 * utilisation) / 450,
  servers: 1,
  random,
})

describe('a server that keeps up', () => {
  it.each([0.5, 0.8, 0.9])('is not overloaded at %d of its capacity, however random', (utilisation) => {
    expect(shareOverloaded(busy(utilisation))).toBe(0)
  })

  it('is not overloaded at exactly its capacity with regular arrivals', () => {
    expect(isOverloaded(simulateQueue({ ...busy(1, false), seed: 1 }))).toBe(false)
  })

  it('is not overloaded by many requests in flight that do not grow', () => {
    const waiting = { ratePerSecond: 450, serviceMs: 100, servers: 100, random: true }
    expect(shareOverloaded(waiting, 5)).toBe(0)
  })

  it('is not overloaded by a slow drift of what is in flight anyway', () => {
    const drifting = Array.from({ length: 32 }, (_, index) => ({
      ...makeWindow(index),
      counts: makeCounts(100),
      completed: 98,
      inFlight: 1_000 + 2 * (index + 1),
    }))
    expect(isOverloaded(drifting)).toBe(false)
    expect(isOverloaded(drifting.map((window) => ({ ...window, inFlight: window.inFlight - 1_000 })))).toBe(
      true,
    )
  })

  it.each([0, 1, 3, 5, 6.5])(
    'is not overloaded by a stop of 1.4 s at %d s that it recovers from or not',
    (from) => {
      expect(shareOverloaded({ ...busy(0.5), stopped: [from, from + 1.4] }, 10)).toBe(0)
    },
  )
})

describe('a server that does not keep up', () => {
  it('is overloaded where regular arrivals exceed its capacity by 2 %', () => {
    expect(isOverloaded(simulateQueue({ ...busy(1.02, false), seed: 1 }))).toBe(true)
  })

  it('is overloaded in at least four of five trials at 110 % and in all at 130 %, however random', () => {
    expect(shareOverloaded(busy(1.1))).toBeGreaterThanOrEqual(0.8)
    expect(shareOverloaded(busy(1.3))).toBe(1)
  })

  it('is overloaded where it answers nothing at all', () => {
    const silent = Array.from({ length: 32 }, (_, index) => ({
      ...makeWindow(index),
      counts: makeCounts(100),
      completed: 0,
      inFlight: 100 * (index + 1),
    }))
    expect(isOverloaded(silent)).toBe(true)
  })
})

describe('what cannot grow', () => {
  it('is not overloaded: a closed loop, a burst, a trial too short to tell', () => {
    const closed = Array.from({ length: 32 }, (_, index) => ({
      ...makeWindow(index),
      counts: makeCounts(50),
      completed: 50,
      inFlight: 64,
    }))
    const burst = closed.map((window, index) => ({
      ...window,
      counts: makeCounts(index === 0 ? 1_000 : 0),
      completed: index < 20 ? 50 : 0,
      inFlight: Math.max(0, 1_000 - 50 * (index + 1)),
    }))
    expect(isOverloaded(closed)).toBe(false)
    expect(isOverloaded(burst)).toBe(false)
    expect(isOverloaded(simulateQueue({ ...busy(2), seed: 1 }).slice(0, 11))).toBe(false)
    expect(isOverloaded([])).toBe(false)
  })
})
