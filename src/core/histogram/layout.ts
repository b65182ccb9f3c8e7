// The slot layout of an HDR histogram: 0 to 3.6e9 µs at 3 significant digits. Pure arithmetic; knows no counts.
// Source: HdrHistogram (Gil Tene), AbstractHistogram: bucket k holds values up to 2048 · 2^k in steps of 2^k.

/** One hour. Longer times are clamped to it. */
export const highestTrackableUs = 3_600_000_000
export const significantDigits = 3
/** (22 buckets + 1) half-buckets of 1024 slots: 2048 · 2^21 is the first power beyond an hour of microseconds. */
export const slotCount = 23_552

/** The slot of a time in µs, rounded to the nearest µs. Under 0 and not-a-number count as 0, beyond an hour as an hour. */
export function slotOf(valueUs: number): number {
  if (!(valueUs > 0)) return 0
  const value = valueUs < highestTrackableUs ? (valueUs + 0.5) >>> 0 : highestTrackableUs
  if (value < 2048) return value
  const bucket = 21 - Math.clz32(value)
  return (bucket << 10) + (value >>> bucket)
}

/** The smallest value, in µs, that falls into the slot. */
export function lowestOfSlot(slot: number): number {
  if (slot < 2048) return slot
  const bucket = (slot >>> 10) - 1
  return (slot - (bucket << 10)) * 2 ** bucket
}

/** How many whole µs share the slot. */
export function widthOfSlot(slot: number): number {
  return slot < 2048 ? 1 : 2 ** ((slot >>> 10) - 1)
}

/** The largest value, in µs, that falls into the slot. */
export function highestOfSlot(slot: number): number {
  return lowestOfSlot(slot) + widthOfSlot(slot) - 1
}
