// Live points as chart rows: bounded, aligned, and without losing a spike.
import { describe, expect, test } from 'vitest'
import type { LivePoint } from '../../../src/model/live.ts'
import {
  answersBefore,
  chartRows,
  columnName,
  maxPoints,
  seriesOf,
  timeDomain,
} from '../../../src/renderer/charts/rows.ts'

function makePoint(overrides: Partial<LivePoint> = {}): LivePoint {
  return {
    trialIndex: 0,
    contenderId: 'node-cluster',
    phase: 'measure',
    atSeconds: 0,
    p50Us: 100,
    p99Us: 200,
    p999Us: null,
    intendedRate: 450,
    achievedRate: 450,
    errors: 0,
    inFlight: 1,
    latenessP99Us: null,
    lagMaxUs: null,
    ...overrides,
  }
}

const every = (
  count: number,
  stepSeconds: number,
  change: (index: number) => Partial<LivePoint> = () => ({}),
) =>
  Array.from({ length: count }, (_, index) => makePoint({ atSeconds: index * stepSeconds, ...change(index) }))

describe('chartRows', () => {
  test('keeps a row per window where there is room', () => {
    const rows = chartRows(seriesOf(every(52, 0.25)), ['p99Us'])
    expect(rows).toHaveLength(52)
    expect(rows[1]?.at).toBeCloseTo(0.25)
  })

  test('never exceeds the limit, and a single spike survives', () => {
    const points = every(5_000, 0.25, (index) => (index === 3_333 ? { p99Us: 9_999 } : {}))
    const rows = chartRows(seriesOf(points), ['p99Us'])
    expect(rows.length).toBeLessThanOrEqual(maxPoints)
    expect(Math.max(...rows.map((row) => row[columnName('p99Us', 0)] ?? 0))).toBe(9_999)
  })

  test('puts trials side by side on the same seconds', () => {
    const points = [...every(4, 0.25), ...every(4, 0.25, () => ({ trialIndex: 3, p99Us: 300 }))]
    const rows = chartRows(seriesOf(points), ['p99Us'])
    expect(rows).toHaveLength(4)
    expect(rows[0]).toMatchObject({ [columnName('p99Us', 0)]: 200, [columnName('p99Us', 3)]: 300 })
  })

  test('leaves a gap where a percentile is not known', () => {
    const rows = chartRows(seriesOf([makePoint({ p50Us: null })]), ['p50Us', 'p99Us'])
    expect(rows[0]).not.toHaveProperty(columnName('p50Us', 0))
  })
})

test('n counts the answers a percentile rests on: the last 5 s, or the phase so far', () => {
  const points = Array.from({ length: 52 }, (_, index) => {
    return makePoint({ atSeconds: -5 + index * 0.25, achievedRate: 400 })
  })
  expect(answersBefore(points, 7.75, 5)).toBe(2_000)
  expect(answersBefore(points, -4, 5)).toBe(500)
  expect(answersBefore(points, 1.75, null)).toBe(800)
})

test('the time axis covers the warm-up, which counts down to zero', () => {
  const series = seriesOf([makePoint({ atSeconds: -4.75 }), makePoint({ atSeconds: 7.5 })])
  expect(timeDomain(series)).toEqual([-5, 8])
  expect(timeDomain([])).toEqual([0, 1])
})
