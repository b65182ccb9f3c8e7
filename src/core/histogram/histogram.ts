// The one histogram of Tailrace: records, adds, reads percentiles. Knows nothing of requests or files.
// Every number read from it depends on slot counts alone, so it is the same before and after storing.
import type { HistogramData } from '../../model/generator.ts'
import { highestOfSlot, highestTrackableUs, lowestOfSlot, slotCount, slotOf, widthOfSlot } from './layout.ts'

export class Histogram {
  readonly #counts = new Float64Array(slotCount)
  #total = 0
  #lowestSlot = slotCount
  #highestSlot = -1

  static fromData(data: HistogramData): Histogram {
    const histogram = new Histogram()
    histogram.addData(data)
    return histogram
  }

  /** Adds one time in µs; clamped as {@link slotOf} says. Allocates nothing. */
  record(valueUs: number): void {
    this.addAtSlot(slotOf(valueUs), 1)
  }

  addAtSlot(slot: number, count: number): void {
    this.#counts[slot] = (this.#counts[slot] ?? 0) + count
    this.#total += count
    if (slot < this.#lowestSlot) this.#lowestSlot = slot
    if (slot > this.#highestSlot) this.#highestSlot = slot
  }

  add(other: Histogram): void {
    for (let slot = other.#lowestSlot; slot <= other.#highestSlot; slot++) {
      const count = other.#counts[slot] ?? 0
      if (count > 0) this.addAtSlot(slot, count)
    }
  }

  addData(data: HistogramData): void {
    for (let index = 0; index < data.slots.length; index++) {
      const slot = data.slots[index] ?? slotCount
      const count = data.counts[index] ?? 0
      if (slot < slotCount && count > 0) this.addAtSlot(slot, count)
    }
  }

  /** Sparse and sorted by slot. */
  toData(): HistogramData {
    let used = 0
    for (let slot = this.#lowestSlot; slot <= this.#highestSlot; slot++) {
      if (this.#counts[slot] !== 0) used++
    }
    const slots = new Uint32Array(used)
    const counts = new Float64Array(used)
    let index = 0
    for (let slot = this.#lowestSlot; slot <= this.#highestSlot; slot++) {
      const count = this.#counts[slot] ?? 0
      if (count === 0) continue
      slots[index] = slot
      counts[index] = count
      index++
    }
    return { slots, counts }
  }

  reset(): void {
    if (this.#highestSlot >= 0) this.#counts.fill(0, this.#lowestSlot, this.#highestSlot + 1)
    this.#total = 0
    this.#lowestSlot = slotCount
    this.#highestSlot = -1
  }

  countAtSlot(slot: number): number {
    return this.#counts[slot] ?? 0
  }

  get total(): number {
    return this.#total
  }

  /** Recorded at an hour or more (an hour is where times are clamped). */
  get beyondCount(): number {
    return this.countAtSlot(slotOf(highestTrackableUs))
  }

  /** µs; the lower end of the lowest used slot, 0 when empty. */
  get min(): number {
    return this.#total === 0 ? 0 : lowestOfSlot(this.#lowestSlot)
  }

  /** µs; the upper end of the highest used slot, 0 when empty. */
  get max(): number {
    return this.#total === 0 ? 0 : highestOfSlot(this.#highestSlot)
  }

  /** µs, from the middle of each slot as HdrHistogram does; 0 when empty. */
  get mean(): number {
    if (this.#total === 0) return 0
    let sum = 0
    for (let slot = this.#lowestSlot; slot <= this.#highestSlot; slot++) {
      const count = this.#counts[slot] ?? 0
      if (count > 0) sum += count * (lowestOfSlot(slot) + Math.floor(widthOfSlot(slot) / 2))
    }
    return sum / this.#total
  }

  /** µs at a percentile from 0 to 100, by HdrHistogram's rank rule; 0 when empty. */
  valueAtPercentile(percentile: number): number {
    if (this.#total === 0) return 0
    const rank = rankOf(Math.min(percentile, 100) / 100, this.#total)
    const slot = this.#slotAtRank(rank)
    return percentile === 0 ? lowestOfSlot(slot) : highestOfSlot(slot)
  }

  /** µs of the sample of that rank (1 is the smallest). `rank` must lie in 1 … total. */
  valueAtRank(rank: number): number {
    return highestOfSlot(this.#slotAtRank(rank))
  }

  /** Samples in slots above the one that holds `valueUs`. */
  countAbove(valueUs: number): number {
    let count = 0
    const from = Math.max(slotOf(valueUs) + 1, this.#lowestSlot)
    for (let slot = from; slot <= this.#highestSlot; slot++) count += this.#counts[slot] ?? 0
    return count
  }

  #slotAtRank(rank: number): number {
    let seen = 0
    for (let slot = this.#lowestSlot; slot < this.#highestSlot; slot++) {
      seen += this.#counts[slot] ?? 0
      if (seen >= rank) return slot
    }
    return this.#highestSlot
  }
}

/**
 * µs at quantile `q` (0 to 1) over `totalCount` requests of which only the histogram's have a time: the rest never
 * answered and count as +∞. Null where the quantile falls among them, or where nothing was requested.
 */
export function quantileWithFailures(histogram: Histogram, q: number, totalCount: number): number | null {
  const total = Math.max(totalCount, histogram.total)
  if (total === 0) return null
  const rank = rankOf(q, total)
  return rank > histogram.total ? null : histogram.valueAtRank(rank)
}

/** HdrHistogram's rank: q · n rounded up, less one unit in the last place so that an exact product is not pushed over. */
function rankOf(q: number, total: number): number {
  const exact = Math.min(Math.max(q, 0), 1) * total
  return Math.max(1, Math.ceil(exact - exact * Number.EPSILON))
}
