// Live points as rows of a chart: one row per time bucket, one column per line, never more than the limit. Pure.
import type { Phase } from '../../model/generator.ts'
import type { LivePoint } from '../../model/live.ts'

export const maxPoints = 300

/** `at` is the middle of the bucket in seconds of the trial; other keys are column names. */
export type ChartRow = { at: number } & Record<string, number | null>

export type PointField =
  | 'p50Us'
  | 'p99Us'
  | 'p999Us'
  | 'intendedRate'
  | 'achievedRate'
  | 'lagMaxUs'
  | 'latenessP99Us'

/** One trial's points. */
export interface TrialSeries {
  readonly trialIndex: number
  readonly contenderId: string
  readonly points: readonly LivePoint[]
}

export function seriesOf(points: readonly LivePoint[]): TrialSeries[] {
  const byTrial = new Map<number, LivePoint[]>()
  for (const point of points) {
    const list = byTrial.get(point.trialIndex)
    if (list === undefined) byTrial.set(point.trialIndex, [point])
    else list.push(point)
  }
  return [...byTrial].map(([trialIndex, list]) => {
    return { trialIndex, contenderId: list[0]?.contenderId ?? '', points: list }
  })
}

/** Warm-up and measured phase are columns of their own: percentiles start afresh, so no line may join them. */
export function columnName(field: PointField, trialIndex: number, phase: Phase = 'measure'): string {
  return `${field}:${trialIndex}:${phase}`
}

/** First and last second, over all series; a second of room where there is nothing. */
export function timeDomain(series: readonly TrialSeries[]): [number, number] {
  let from = 0
  let to = 1
  for (const { points } of series) {
    for (const point of points) {
      if (point.atSeconds < from) from = point.atSeconds
      if (point.atSeconds > to) to = point.atSeconds
    }
  }
  return [Math.floor(from), Math.ceil(to)]
}

/**
 * Rows with a column for every series and field. Buckets are as narrow as the windows (250 ms) until the limit
 * forbids it; a bucket keeps its largest value, so no spike is lost by decimation.
 */
export function chartRows(
  series: readonly TrialSeries[],
  fields: readonly PointField[],
  limit = maxPoints,
): ChartRow[] {
  const [from, to] = timeDomain(series)
  const width = Math.max(0.25, (to - from) / (limit - 1))
  const rows = new Map<number, ChartRow>()
  for (const { trialIndex, points } of series) {
    for (const point of points) {
      const bucket = Math.floor((point.atSeconds - from) / width + 1e-9)
      let row = rows.get(bucket)
      if (row === undefined) {
        row = { at: from + bucket * width }
        rows.set(bucket, row)
      }
      for (const field of fields) {
        const value = point[field]
        if (value === null) continue
        const column = columnName(field, trialIndex, point.phase)
        row[column] = Math.max(row[column] ?? Number.NEGATIVE_INFINITY, value)
      }
    }
  }
  return [...rows].sort((a, b) => a[0] - b[0]).map(([, row]) => row)
}

/**
 * How many answers the trailing `windowSeconds` before `atSeconds` hold (null: the phase so far), from the achieved
 * rate of the points: what a percentile shown at that moment rests on.
 */
export function answersBefore(
  points: readonly LivePoint[],
  atSeconds: number,
  windowSeconds: number | null,
): number {
  const measuring = atSeconds >= 0
  let count = 0
  let previous: number | null = null
  for (const point of points) {
    if (point.atSeconds > atSeconds + 1e-6) break
    const gap = previous === null ? 0.25 : point.atSeconds - previous
    previous = point.atSeconds
    const inWindow = windowSeconds === null || point.atSeconds > atSeconds - windowSeconds
    if (inWindow && (windowSeconds !== null || point.atSeconds >= 0 === measuring)) {
      count += point.achievedRate * gap
    }
  }
  return Math.round(count)
}

/** Every finite value of the given fields. */
export function* valuesOf(series: readonly TrialSeries[], fields: readonly PointField[]): Generator<number> {
  for (const { points } of series) {
    for (const point of points) {
      for (const field of fields) {
        const value = point[field]
        if (value !== null && Number.isFinite(value)) yield value
      }
    }
  }
}
