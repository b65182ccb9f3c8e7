// A sparse histogram as few bytes: slot gaps and counts as unsigned LEB128, in pairs. A 250 ms window takes about 100.
// Lossless; the standard, ten times slower HDR encoding is for exports (core/histogram/encoding.ts).
import { TailraceError } from '../../model/errors.ts'
import type { HistogramData } from '../../model/generator.ts'

export function histogramToBlob(data: HistogramData): Uint8Array {
  const bytes: number[] = []
  let previous = -1
  data.slots.forEach((slot, index) => {
    putVarint(bytes, slot - previous - 1)
    putVarint(bytes, data.counts[index] ?? 0)
    previous = slot
  })
  return Uint8Array.from(bytes)
}

/** @throws `store.failed` where the bytes end inside a number. */
export function blobToHistogram(blob: Uint8Array): HistogramData {
  const slots: number[] = []
  const counts: number[] = []
  let at = 0
  const next = (): number => {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = blob[at]
      if (byte === undefined) throw new TailraceError('store.failed', 'A stored histogram is cut short')
      at += 1
      value += (byte % 128) * scale
      if (byte < 128) return value
    }
  }
  let previous = -1
  while (at < blob.length) {
    previous += next() + 1
    slots.push(previous)
    counts.push(next())
  }
  return { slots: Uint32Array.from(slots), counts: Float64Array.from(counts) }
}

/** Arithmetic instead of shifts: counts may pass 2^31. */
function putVarint(bytes: number[], value: number): void {
  let rest = value
  while (rest >= 128) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
}
