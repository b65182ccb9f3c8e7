// Histograms as text in the standard HDR V2 compressed form (zlib, base64), as .hlog files hold them.
// Source: HdrHistogram, AbstractHistogram.encodeIntoCompressedByteBuffer and ZigZagEncoding (LEB128-64b9B).
import { deflateSync, inflateSync } from 'node:zlib'
import { TailraceError } from '../../model/errors.ts'
import { Histogram } from './histogram.ts'
import { highestTrackableUs, significantDigits, slotCount, slotOf } from './layout.ts'

const plainCookie = 0x1c849303
const compressedCookie = 0x1c849304
/** the low bit of the word-size nibble says "ZigZag LEB128" */
const wordSizeBits = 0x10
const headerBytes = 40

export function encodeHistogram(histogram: Histogram): string {
  const payload: number[] = []
  const end = histogram.total === 0 ? 1 : slotOf(histogram.max) + 1
  for (let slot = 0; slot < end; ) {
    const count = histogram.countAtSlot(slot)
    let zeros = 0
    while (slot + zeros < end && histogram.countAtSlot(slot + zeros) === 0) zeros++
    // A run of two or more empty slots is one negative number; a single one is a plain 0.
    putZigZag(payload, zeros > 1 ? -zeros : count)
    slot += Math.max(zeros, 1)
  }
  const plain = Buffer.alloc(headerBytes + payload.length)
  plain.writeInt32BE(plainCookie | wordSizeBits, 0)
  plain.writeInt32BE(payload.length, 4)
  plain.writeInt32BE(0, 8)
  plain.writeInt32BE(significantDigits, 12)
  plain.writeBigInt64BE(1n, 16)
  plain.writeBigInt64BE(BigInt(highestTrackableUs), 24)
  plain.writeDoubleBE(1, 32)
  plain.set(payload, headerBytes)
  const compressed = deflateSync(plain)
  const head = Buffer.alloc(8)
  head.writeInt32BE(compressedCookie | wordSizeBits, 0)
  head.writeInt32BE(compressed.length, 4)
  return Buffer.concat([head, compressed]).toString('base64')
}

/** Reads what {@link encodeHistogram} or another HDR library wrote: V2, 3 significant digits, lowest value 1. Throws `histogram.invalid`. */
export function decodeHistogram(text: string): Histogram {
  const plain = inflate(text)
  if (plain.length < headerBytes || (plain.readInt32BE(0) & ~0xf0) !== plainCookie) {
    throw invalid('it does not begin with the V2 cookie')
  }
  const digits = plain.readInt32BE(12)
  const lowest = plain.readBigInt64BE(16)
  if (digits !== significantDigits || lowest !== 1n) {
    throw invalid(`it has ${digits} significant digits and lowest value ${lowest}, not 3 and 1`)
  }
  const end = headerBytes + plain.readInt32BE(4)
  if (end > plain.length) throw invalid('it is cut short')
  const histogram = new Histogram()
  const reader = new ZigZagReader(plain, headerBytes)
  for (let slot = 0; reader.position < end; ) {
    const value = reader.next()
    if (value > 0) histogram.addAtSlot(Math.min(slot, slotCount - 1), value)
    slot += value < 0 ? -value : 1
  }
  return histogram
}

function inflate(text: string): Buffer {
  const bytes = Buffer.from(text.trim(), 'base64')
  if (bytes.length < 8 || (bytes.readInt32BE(0) & ~0xf0) !== compressedCookie) {
    throw invalid('it does not begin with the compressed V2 cookie')
  }
  try {
    return inflateSync(bytes.subarray(8, 8 + bytes.readInt32BE(4)))
  } catch (cause) {
    throw invalid('its zlib data is damaged', cause)
  }
}

function invalid(why: string, cause?: unknown): TailraceError {
  return new TailraceError('histogram.invalid', `This is not a histogram Tailrace can read: ${why}.`, {
    cause,
  })
}

/** Low 7 bits first; a ninth byte carries 8 bits. Arithmetic, not shifts: counts may pass 2^31. */
function putZigZag(out: number[], value: number): void {
  let rest = value >= 0 ? value * 2 : -value * 2 - 1
  for (let index = 0; index < 8; index++) {
    if (rest < 128) {
      out.push(rest)
      return
    }
    out.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  out.push(rest)
}

class ZigZagReader {
  readonly #bytes: Buffer
  position: number

  constructor(bytes: Buffer, position: number) {
    this.#bytes = bytes
    this.position = position
  }

  next(): number {
    let value = 0
    let scale = 1
    for (let index = 0; index < 9; index++) {
      const byte = this.#bytes[this.position++]
      if (byte === undefined) throw invalid('it is cut short')
      const last = index === 8
      value += (last ? byte : byte % 128) * scale
      if (last || byte < 128) break
      scale *= 128
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }
}
