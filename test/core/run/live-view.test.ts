import { describe, expect, it } from 'vitest'
import { Histogram } from '../../../src/core/histogram/histogram.ts'
import { createLiveView } from '../../../src/core/run/live-view.ts'
import type { Phase, Window } from '../../../src/model/generator.ts'

const trial = {
  index: 2,
  block: 0,
  contenderId: 'node-cluster',
  seed: 1,
  serverCpus: [0],
  generatorCpus: [1],
  pacing: 'precise' as const,
}

function window(phase: Phase, index: number, latencyUs: number, overrides: Partial<Window> = {}): Window {
  const histogram = new Histogram()
  for (let count = 0; count < 100; count++) histogram.record(latencyUs)
  const data = histogram.toData()
  return {
    phase,
    index,
    startMs: index * 250,
    durationMs: 250,
    counts: { scheduled: 100, sent: 100, ok: 100, failed: 0, abandoned: 0, errors: {}, bytesReceived: 0 },
    completed: 100,
    inFlight: 3,
    responseUs: data,
    serviceUs: data,
    latenessUs: data,
    ...overrides,
  }
}

describe('the live view of a trial', () => {
  it('forgets in p50 and p99 what is older than five seconds, and keeps it in p99.9', () => {
    const view = createLiveView(trial, 5, true)
    for (let index = 0; index < 20; index++) view.add(window('measure', index, 80_000))
    let point = view.add(window('measure', 20, 1_000))
    for (let index = 21; index < 120; index++) point = view.add(window('measure', index, 1_000))
    expect(point?.p99Us).toBeLessThan(1_010)
    expect(point?.p999Us).toBeGreaterThan(79_000)
  })

  it('hides a percentile with fewer than ten samples beyond it', () => {
    const point = createLiveView(trial, 5, true).add(window('measure', 0, 1_000))
    expect(point?.p50Us).toBeGreaterThan(990)
    expect(point?.p99Us).toBeNull()
    expect(point?.p999Us).toBeNull()
  })

  it('makes no point of a window that only completes an older one, but counts its errors', () => {
    const view = createLiveView(trial, 5, true)
    view.add(window('measure', 0, 1_000))
    view.add(window('measure', 1, 1_000))
    const late = { ...window('measure', 0, 1_000).counts, failed: 7 }
    expect(view.add(window('measure', 0, 1_000, { counts: late }))).toBeNull()
    expect(view.add(window('measure', 2, 1_000))?.errors).toBe(7)
  })

  it('puts warm-up left of zero and starts afresh with the measured phase', () => {
    const view = createLiveView(trial, 5, true)
    expect(view.add(window('warm-up', 0, 90_000))?.atSeconds).toBeCloseTo(-4.75)
    const point = view.add(window('measure', 0, 1_000))
    expect(point?.atSeconds).toBeCloseTo(0.25)
    expect(point?.p50Us).toBeLessThan(1_010)
  })

  it('gives rates per second, and no intended rate where users wait for answers', () => {
    expect(createLiveView(trial, 5, true).add(window('measure', 0, 1_000))?.intendedRate).toBe(400)
    const closed = createLiveView(trial, 5, false).add(window('measure', 0, 1_000))
    expect(closed).toMatchObject({ intendedRate: null, achievedRate: 400 })
  })

  it('reports the worst loop lag since the last point once', () => {
    const view = createLiveView(trial, 5, true)
    view.noteLag(900)
    view.noteLag(300)
    expect(view.add(window('measure', 0, 1_000))?.lagMaxUs).toBe(900)
    expect(view.add(window('measure', 1, 1_000))?.lagMaxUs).toBeNull()
  })
})
