// The chunked transfer coding (RFC 9112 §7.1), resumable anywhere; it counts bytes and keeps none. Knows no heads.

const CR = 13
const LF = 10
const SEMICOLON = 59

const atSize = 0
const atExtension = 1
const atSizeLineFeed = 2
const atData = 3
const atDataReturn = 4
const atDataLineFeed = 5

export class ChunkedBody {
  /** the last chunk was read; trailers follow */
  done = false
  malformed = false
  #state = atSize
  #left = 0
  #digits = 0

  reset(): void {
    this.done = false
    this.malformed = false
    this.#state = atSize
    this.#left = 0
    this.#digits = 0
  }

  /** Reads from `start`; returns the place after the last byte used. */
  read(bytes: Uint8Array, start: number, end: number): number {
    let position = start
    while (position < end && !this.done && !this.malformed) {
      if (this.#state === atData) {
        const taken = Math.min(this.#left, end - position)
        position += taken
        this.#left -= taken
        if (this.#left === 0) this.#state = atDataReturn
      } else {
        this.#step(bytes[position++] ?? 0)
      }
    }
    return position
  }

  #step(byte: number): void {
    switch (this.#state) {
      case atSize:
        this.#readSize(byte)
        return
      case atExtension:
        if (byte === CR) this.#state = atSizeLineFeed
        else if (byte === LF) this.malformed = true
        return
      case atSizeLineFeed:
        if (byte !== LF) this.malformed = true
        else if (this.#left === 0) this.done = true
        else this.#state = atData
        return
      case atDataReturn:
        if (byte !== CR) this.malformed = true
        this.#state = atDataLineFeed
        return
      default:
        if (byte !== LF) this.malformed = true
        this.#state = atSize
        this.#digits = 0
    }
  }

  #readSize(byte: number): void {
    const digit = hexDigit(byte)
    if (digit >= 0) {
      this.#left = this.#left * 16 + digit
      this.#digits++
      if (this.#left > Number.MAX_SAFE_INTEGER) this.malformed = true
    } else if (this.#digits === 0) {
      this.malformed = true
    } else if (byte === CR) {
      this.#state = atSizeLineFeed
    } else if (byte === SEMICOLON) {
      this.#state = atExtension
    } else {
      this.malformed = true
    }
  }
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48
  const lower = byte | 0x20
  return lower >= 97 && lower <= 102 ? lower - 87 : -1
}
