// The times of one window as histogram slots, two bytes each, in the order they came. Knows no requests.
// A window lives for a moment and holds few samples, so a log is smaller and faster than a full histogram.
import type { HistogramData } from '../../model/generator.ts'
import type { Histogram } from '../histogram/histogram.ts'
import { slotCount, slotOf } from '../histogram/layout.ts'

export class SlotLog {
  length = 0
  #slots = new Uint16Array(256)

  /** `valueUs`: a time in µs. Allocates only when the log must grow, which doubles it. */
  append(valueUs: number): void {
    if (this.length === this.#slots.length) this.#grow()
    this.#slots[this.length++] = slotOf(valueUs)
  }

  clear(): void {
    this.length = 0
  }

  addTo(histogram: Histogram): void {
    for (let index = 0; index < this.length; index++) histogram.addAtSlot(this.#slots[index] ?? 0, 1)
  }

  /** Counts the log into sparse, sorted form. */
  toData(): HistogramData {
    let used = 0
    for (let index = 0; index < this.length; index++) {
      const slot = this.#slots[index] ?? 0
      const count = scratchCounts[slot] ?? 0
      if (count === 0) scratchSlots[used++] = slot
      scratchCounts[slot] = count + 1
    }
    const slots = scratchSlots.slice(0, used).sort()
    const counts = new Float64Array(used)
    for (let index = 0; index < used; index++) {
      const slot = slots[index] ?? 0
      counts[index] = scratchCounts[slot] ?? 0
      scratchCounts[slot] = 0
    }
    return { slots, counts }
  }

  #grow(): void {
    const larger = new Uint16Array(this.#slots.length * 2)
    larger.set(this.#slots)
    this.#slots = larger
  }
}

/** Reused by every count; each leaves the counts at zero. */
const scratchCounts = new Uint32Array(slotCount)
const scratchSlots = new Uint32Array(slotCount)
