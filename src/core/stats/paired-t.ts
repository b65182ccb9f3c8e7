// The paired t interval and the equivalence test made from it (METHOD §4). Knows numbers only.
import quantile from '@stdlib/stats-base-dists-t-quantile'

export interface Interval {
  readonly mean: number
  readonly lower: number
  readonly upper: number
  /** of one difference */
  readonly standardDeviation: number
  readonly count: number
}

/** Two-sided Student t quantile: P(|T| ≤ value) = `confidence` with `degrees` of freedom. */
export function tQuantile(confidence: number, degrees: number): number {
  return quantile(0.5 + confidence / 2, degrees)
}

/**
 * Mean of paired differences with its two-sided interval (Student 1908). At least two differences; with equal ones the
 * interval is a point.
 */
export function pairedT(differences: readonly number[], confidence: number): Interval {
  const count = differences.length
  const mean = differences.reduce((sum, value) => sum + value, 0) / count
  const squares = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const standardDeviation = Math.sqrt(squares / (count - 1))
  const halfWidth = (tQuantile(confidence, count - 1) * standardDeviation) / Math.sqrt(count)
  return { mean, lower: mean - halfWidth, upper: mean + halfWidth, standardDeviation, count }
}

/**
 * Two one-sided tests at level `alpha` (Schuirmann 1987): equivalent where the 1 − 2·alpha interval lies inside ±`bound`.
 */
export function isEquivalent(differences: readonly number[], bound: number, alpha: number): boolean {
  const { lower, upper } = pairedT(differences, 1 - 2 * alpha)
  return lower > -bound && upper < bound
}

/**
 * Blocks in all that would settle the question if the mean and spread seen so far were the true ones: either the interval
 * leaves 0, or the equivalence interval fits inside ±`bound`. Null where `most` blocks would not do.
 */
export function blocksToSettle(
  seen: Interval,
  options: { confidence: number; alpha: number; bound: number; most: number },
): number | null {
  const effect = Math.abs(seen.mean)
  for (let count = seen.count + 1; count <= options.most; count += 1) {
    const error = seen.standardDeviation / Math.sqrt(count)
    if (effect > tQuantile(options.confidence, count - 1) * error) return count
    if (effect + tQuantile(1 - 2 * options.alpha, count - 1) * error < options.bound) return count
  }
  return null
}
