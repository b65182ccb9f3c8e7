import { describe, expect, it } from 'vitest'
import { Histogram } from '../../../src/core/histogram/histogram.ts'
import { SteadyWatch } from '../../../src/core/load/warm-up.ts'
import type { Window } from '../../../src/model/generator.ts'

const empty = new Histogram().toData()

function windowOf(index: number, responseUs: number): Window {
  const histogram = new Histogram()
  for (let count = 0; count < 100; count++) histogram.record(responseUs)
  return {
    phase: 'warm-up',
    index,
    startMs: index * 250,
    durationMs: 250,
    counts: { scheduled: 100, sent: 100, ok: 100, failed: 0, abandoned: 0, errors: {}, bytesReceived: 0 },
    completed: 100,
    inFlight: 0,
    responseUs: histogram.toData(),
    serviceUs: empty,
    latenessUs: empty,
  }
}

/** One response time per 5 s span of twenty windows. */
function isSteady(spansUs: readonly number[]): boolean {
  const watch = new SteadyWatch()
  for (const [span, responseUs] of spansUs.entries()) {
    for (let index = 0; index < 20; index++) watch.take(windowOf(span * 20 + index, responseUs))
  }
  return watch.isSteady(spansUs.length)
}

describe('a warm-up', () => {
  it('is over when three spans of 5 s agree within 5 %', () => {
    expect(isSteady([1_000, 1_020, 1_010])).toBe(true)
    expect(isSteady([5_000, 1_000, 1_020, 1_010])).toBe(true)
  })

  it('goes on while they differ, while they show a trend, and before there are three', () => {
    expect(isSteady([1_000, 1_010])).toBe(false)
    expect(isSteady([1_000, 1_100, 1_000])).toBe(false)
    expect(isSteady([1_045, 1_020, 1_000])).toBe(false)
  })

  it('goes on while nothing succeeds', () => {
    expect(new SteadyWatch().isSteady(3)).toBe(false)
  })

  it('takes the last telling of a window', () => {
    const watch = new SteadyWatch()
    for (let index = 0; index < 60; index++) watch.take(windowOf(index, index === 5 ? 9_000_000 : 1_000))
    expect(watch.isSteady(3)).toBe(false)
    watch.take(windowOf(5, 1_000))
    expect(watch.isSteady(3)).toBe(true)
  })
})
