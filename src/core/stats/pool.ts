// Trials of one contender as one sample, and its percentile curve. Histograms are merged, percentiles never averaged.
import type { HistogramData } from '../../model/generator.ts'
import type { CurvePoint } from '../../model/result.ts'
import { Histogram, quantileWithFailures } from '../histogram/histogram.ts'
import { exceedancesOf } from './percentiles.ts'

export function poolHistograms(parts: Iterable<HistogramData>): Histogram {
  const pooled = new Histogram()
  for (const part of parts) pooled.addData(part)
  return pooled
}

/** Percentiles evenly spaced in log exceedance: 0, then ten per factor of ten up to 99.999. */
export const curveGrid: readonly number[] = [
  0,
  ...Array.from({ length: 50 }, (_, step) => Number((100 * (1 - 10 ** (-(step + 1) / 10))).toPrecision(8))),
]

/**
 * The percentile curve, as far as ten samples lie beyond each point. `total` counts failures too: where a percentile
 * falls among them the response time is null; service time is of answered requests alone.
 */
export function percentileCurve(ok: Histogram, service: Histogram, total: number): CurvePoint[] {
  return curveGrid
    .filter((percentile) => exceedancesOf(total, percentile / 100) >= 10)
    .map((percentile): CurvePoint => {
      const q = percentile / 100
      return {
        percentile,
        responseUs: quantileWithFailures(ok, q, total),
        serviceUs:
          exceedancesOf(service.total, q) >= 10 ? quantileWithFailures(service, q, service.total) : null,
      }
    })
}
