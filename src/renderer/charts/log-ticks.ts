// Domains and ticks of chart axes: log for latency, linear from zero for rates and lag, seconds for time. Pure.

const coarse = [1, 2, 5] as const
const medium = [1, 1.5, 2, 3, 4, 6, 8] as const
const fine = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8] as const

/** Smallest multiple from `steps` times a power of ten at or above `value` (> 0). */
function ceilTo(value: number, steps: readonly number[]): number {
  const power = 10 ** Math.floor(Math.log10(value))
  for (const step of [...steps, 10]) if (value <= step * power * 1.000001) return tidy(step * power)
  return tidy(10 * power)
}

/** Largest multiple from `steps` times a power of ten at or below `value` (> 0). */
function floorTo(value: number, steps: readonly number[]): number {
  const power = 10 ** Math.floor(Math.log10(value))
  for (const step of [...steps].reverse()) if (value >= step * power * 0.999999) return tidy(step * power)
  return tidy(power)
}

const tidy = (value: number): number => Number(value.toPrecision(6))

/**
 * A log domain that holds all positive values with a little room, `leastRatio` wide or more. Tight data gets finer
 * edges, so that it is not squeezed into a sliver of a decade.
 */
export function logDomain(values: Iterable<number>, leastRatio = 3): [number, number] {
  let low = Number.POSITIVE_INFINITY
  let high = 0
  for (const value of values) {
    if (!(value > 0) || !Number.isFinite(value)) continue
    if (value < low) low = value
    if (value > high) high = value
  }
  if (high === 0) return [100, 1_000_000]
  const room = Math.max(1.04, Math.sqrt(leastRatio / (high / low)))
  const steps = (high / low) * room * room > 8 ? coarse : fine
  return [floorTo(low / room, steps), ceilTo(high * room, steps)]
}

/** Ticks at the finest regular steps of which at most `most` fit. */
export function logTicks([low, high]: readonly [number, number], most = 7): number[] {
  for (const steps of [fine, medium, coarse, [1]]) {
    const ticks = tickList(low, high, steps)
    if (ticks.length <= most && ticks.length >= 2) return ticks
  }
  const decades = tickList(low, high, [1])
  if (decades.length < 2) return tickList(low, high, coarse)
  const stride = Math.ceil(decades.length / most)
  return decades.filter((_, index) => index % stride === 0)
}

function tickList(low: number, high: number, multiples: readonly number[]): number[] {
  const ticks: number[] = []
  for (let exponent = Math.floor(Math.log10(low)); exponent <= Math.ceil(Math.log10(high)); exponent += 1) {
    for (const multiple of multiples) {
      const tick = tidy(multiple * 10 ** exponent)
      if (tick >= low * 0.999 && tick <= high * 1.001) ticks.push(tick)
    }
  }
  return ticks
}

/** Round ticks of a linear axis from 0, about `count` steps. */
export function linearTicks(high: number, count = 4): number[] {
  if (!(high > 0)) return [0, 1]
  const step = ceilTo(high / count, coarse)
  const ticks: number[] = []
  for (let tick = 0; tick < high + step * 0.999; tick += step) ticks.push(tidy(tick))
  return ticks
}

/** Whole seconds at a regular step through 0, about ten of them. */
export function timeTicks([from, to]: readonly [number, number]): number[] {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1_200]
  const step = steps.find((candidate) => (to - from) / candidate <= 10) ?? 3_600
  const ticks: number[] = []
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) ticks.push(tick === 0 ? 0 : tick)
  return ticks
}
