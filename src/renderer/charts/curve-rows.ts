// Percentile curves of several contenders as rows on one axis of exceedance. Pure.
import type { ContenderResult } from '../../model/result.ts'
import { maxPoints } from './rows.ts'

/** `nines`: 0 for the median's side, 1 for p90, 2 for p99, 3 for p99.9 … */
export type CurveRow = { nines: number; percentile: number } & Record<string, number | null>

/** −log10 of the share beyond the percentile (0 to 100, 100 excluded). */
export function ninesOf(percentile: number): number {
  return -Math.log10(Math.max(1e-9, 1 - percentile / 100))
}

export const responseColumn = (id: string): string => `response:${id}`
export const serviceColumn = (id: string): string => `service:${id}`

/** At most `limit` rows; every contender keeps its own last point. p100 has no place on this axis. */
export function curveRows(contenders: readonly ContenderResult[], limit = maxPoints): CurveRow[] {
  const rows = new Map<number, CurveRow>()
  for (const contender of contenders) {
    for (const point of contender.curve) {
      if (point.percentile >= 100) continue
      const nines = ninesOf(point.percentile)
      const key = Math.round(nines * 1e6)
      const row: CurveRow = rows.get(key) ?? { nines, percentile: point.percentile }
      row[responseColumn(contender.id)] = point.responseUs
      row[serviceColumn(contender.id)] = point.serviceUs
      rows.set(key, row)
    }
  }
  const sorted = [...rows].sort((a, b) => a[0] - b[0]).map(([, row]) => row)
  if (sorted.length <= limit) return sorted
  const stride = sorted.length / limit
  return Array.from({ length: limit }, (_, index) => sorted[Math.floor(index * stride)]).filter(
    (row) => row !== undefined,
  )
}

/** `50`, `90`, `99`, `99.9` … */
export function ninesLabel(nines: number): string {
  return String(Number((100 - 100 * 10 ** -nines).toFixed(Math.max(0, Math.ceil(nines) - 2))))
}
