// Domains and ticks of a log latency axis. Pure.

const steps = [1, 2, 5] as const

/** Smallest 1-2-5 number at or above `value` (> 0). */
export function ceil125(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  for (const step of [...steps, 10]) if (value <= step * power * 1.000001) return step * power
  return 10 * power
}

/** Largest 1-2-5 number at or below `value` (> 0). */
export function floor125(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  for (const step of [5, 2, 1]) if (value >= step * power * 0.999999) return step * power
  return power
}

/** A domain that holds all positive values, from a 1-2-5 number to another, at least one decade wide. */
export function logDomain(values: Iterable<number>): [number, number] {
  let low = Number.POSITIVE_INFINITY
  let high = 0
  for (const value of values) {
    if (!(value > 0) || !Number.isFinite(value)) continue
    if (value < low) low = value
    if (value > high) high = value
  }
  if (high === 0) return [100, 1_000_000]
  low = floor125(low / 1.15)
  high = ceil125(high * 1.15)
  while (high / low < 10) {
    low = floor125(low / 1.5)
    high = ceil125(high * 1.5)
  }
  return [low, high]
}

/** Ticks at 1-2-5 where at most `most` fit, else at decades (every n-th where even those are too many). */
export function logTicks([low, high]: readonly [number, number], most = 7): number[] {
  const fine = tickList(low, high, steps)
  if (fine.length <= most) return fine
  const decades = tickList(low, high, [1])
  const stride = Math.max(1, Math.ceil(decades.length / most))
  return decades.filter((_, index) => index % stride === 0)
}

function tickList(low: number, high: number, multiples: readonly number[]): number[] {
  const ticks: number[] = []
  for (let exponent = Math.floor(Math.log10(low)); exponent <= Math.ceil(Math.log10(high)); exponent += 1) {
    for (const multiple of multiples) {
      const tick = Number((multiple * 10 ** exponent).toPrecision(6))
      if (tick >= low * 0.999 && tick <= high * 1.001) ticks.push(tick)
    }
  }
  return ticks
}

/** Round ticks of a linear axis from 0, `count` or fewer above it. */
export function linearTicks(high: number, count = 4): number[] {
  if (!(high > 0)) return [0, 1]
  const step = ceil125(high / count)
  const ticks: number[] = []
  for (let tick = 0; tick < high + step * 0.999; tick += step) ticks.push(Number(tick.toPrecision(10)))
  return ticks
}
