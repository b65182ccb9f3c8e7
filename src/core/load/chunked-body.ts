// The chunked transfer coding (RFC 9112 §7.1), resumable anywhere; it counts bytes and keeps none. Knows no heads.
import { isToken, lengthLimit } from './header-values.ts'

const CR = 13
const LF = 10
const SEMICOLON = 59

const QUOTE = 34
const BACKSLASH = 92
const EQUALS = 61

const atSize = 0
const atExtensionStart = 1
const atExtensionName = 2
const atExtensionValue = 3
const atQuoted = 4
const atQuotedPair = 5
const afterQuoted = 6
const atSizeLineFeed = 7
const atData = 8
const atDataReturn = 9
const atDataLineFeed = 10

export class ChunkedBody {
  /** the last chunk was read; trailers follow */
  done = false
  malformed = false
  /** without the framing */
  dataBytes = 0
  #state = atSize
  #left = 0
  #digits = 0

  reset(): void {
    this.done = false
    this.malformed = false
    this.dataBytes = 0
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
        this.dataBytes += taken
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
      case atSizeLineFeed:
        if (byte !== LF) this.malformed = true
        else if (this.#left === 0) this.done = true
        else this.#state = atData
        return
      case atDataReturn:
        if (byte !== CR) this.malformed = true
        this.#state = atDataLineFeed
        return
      case atDataLineFeed:
        if (byte !== LF) this.malformed = true
        this.#state = atSize
        this.#digits = 0
        return
      default:
        this.#readExtension(byte)
    }
  }

  /** Extensions mean nothing to us, but what is not one is damage (RFC 9112 §7.1.1). */
  #readExtension(byte: number): void {
    switch (this.#state) {
      case atQuoted:
        if (byte === QUOTE) this.#state = afterQuoted
        else if (byte === BACKSLASH) this.#state = atQuotedPair
        else if (!isText(byte)) this.malformed = true
        return
      case atQuotedPair:
        this.#state = atQuoted
        if (!isText(byte)) this.malformed = true
        return
      case atExtensionStart:
        this.#state = atExtensionName
        if (byte === CR) this.malformed = true
        else this.#readExtensionPart(byte)
        return
      default:
        this.#readExtensionPart(byte)
    }
  }

  #readExtensionPart(byte: number): void {
    if (byte === CR) this.#state = atSizeLineFeed
    else if (byte === SEMICOLON) this.#state = atExtensionStart
    else if (this.#state === atExtensionName && byte === EQUALS) this.#state = atExtensionValue
    else if (this.#state === atExtensionValue && byte === QUOTE) this.#state = atQuoted
    else if (this.#state === afterQuoted || isToken[byte] !== 1) this.malformed = true
  }

  #readSize(byte: number): void {
    const digit = hexDigit(byte)
    if (digit >= 0) {
      this.#left = this.#left * 16 + digit
      this.#digits++
      if (this.#left >= lengthLimit) this.malformed = true
    } else if (this.#digits === 0) {
      this.malformed = true
    } else if (byte === CR) {
      this.#state = atSizeLineFeed
    } else if (byte === SEMICOLON) {
      this.#state = atExtensionStart
    } else {
      this.malformed = true
    }
  }
}

/** A tab, or anything printable. */
function isText(byte: number): boolean {
  return byte === 9 || (byte >= 32 && byte !== 127)
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48
  const lower = byte | 0x20
  return lower >= 97 && lower <= 102 ? lower - 87 : -1
}
