// The head of a response: status line and header fields, byte by byte and resumable anywhere (RFC 9112 §2–6).
// Also reads the trailers of a chunked body. Strict where Node's own parser is. Knows no bodies and no sockets.
import { endsWithToken, equalBytes, hasToken, isToken, readLength, trimmedLength } from './header-values.ts'
import { StatusLine } from './status-line.ts'
import type { WorkerNames } from './worker-names.ts'

export type HeadProblem = 'malformed' | 'header-too-large'

/** Node's and nginx's usual limit. */
const maxHeadBytes = 16_384
const keptNameBytes = 20
const keptValueBytes = 256

const CR = 13
const LF = 10
const SP = 32
const HT = 9
const COLON = 58

const inStatusLine = 8
const atFieldStart = 9
const atFieldName = 10
const atValueStart = 11
const atValue = 12
const atValueLineFeed = 13
const atLastLineFeed = 14

const nameContentLength = Buffer.from('content-length')
const nameConnection = Buffer.from('connection')
const nameTransferEncoding = Buffer.from('transfer-encoding')
const nameWorker = Buffer.from('x-worker')
const close = Buffer.from('close')
const keepAlive = Buffer.from('keep-alive')
const chunked = Buffer.from('chunked')

export class HeadParser {
  /** -1: none given */
  contentLength = -1
  transferEncoding = false
  chunked = false
  keepAlive = true
  /** number in the worker table, -1: the response names none */
  worker = -1
  problem: HeadProblem | null = null
  done = false
  readonly #statusLine = new StatusLine()
  readonly #workers: WorkerNames
  readonly #name = new Uint8Array(keptNameBytes)
  readonly #value = new Uint8Array(keptValueBytes)
  #nameLength = 0
  #valueLength = 0
  #state = inStatusLine
  #bytesSeen = 0
  #closeToken = false
  #keepAliveToken = false
  #trailer = false

  constructor(workers: WorkerNames) {
    this.#workers = workers
  }

  get status(): number {
    return this.#statusLine.status
  }

  reset(): void {
    this.#statusLine.reset()
    this.contentLength = -1
    this.transferEncoding = false
    this.chunked = false
    this.keepAlive = true
    this.worker = -1
    this.#closeToken = false
    this.#keepAliveToken = false
    this.#begin(inStatusLine, false)
  }

  /** Turns to the trailer section of a chunked body; what it says is not acted on. */
  beginTrailers(): void {
    this.#begin(atFieldStart, true)
  }

  #begin(state: number, trailer: boolean): void {
    this.problem = null
    this.done = false
    this.#state = state
    this.#bytesSeen = 0
    this.#trailer = trailer
  }

  /** Reads from `start`; returns the place after the last byte used. Stops at the head's end or at a problem. */
  read(bytes: Uint8Array, start: number, end: number): number {
    let position = start
    while (position < end && !this.done && this.problem === null) {
      const byte = bytes[position++] ?? 0
      if (++this.#bytesSeen > maxHeadBytes) {
        this.problem = 'header-too-large'
      } else if (this.#state < atFieldStart) {
        this.#statusLine.read(byte)
        if (this.#statusLine.malformed) this.problem = 'malformed'
        else if (this.#statusLine.done) this.#state = atFieldStart
      } else {
        this.#readField(byte)
      }
    }
    return position
  }

  #expect(byte: number, wanted: number, next: number): void {
    if (byte === wanted) this.#state = next
    else this.problem = 'malformed'
  }

  #readField(byte: number): void {
    switch (this.#state) {
      case atFieldStart:
        if (byte === CR) {
          this.#state = atLastLineFeed
          return
        }
        this.#nameLength = 0
        this.#valueLength = 0
        this.#state = atFieldName
        this.#readName(byte)
        if (byte === COLON) this.problem = 'malformed'
        return
      case atFieldName:
        this.#readName(byte)
        return
      case atValueStart:
        if (byte === SP || byte === HT) return
        this.#state = atValue
        this.#readValue(byte)
        return
      case atValue:
        this.#readValue(byte)
        return
      case atValueLineFeed:
        this.#expect(byte, LF, atFieldStart)
        this.#endField()
        return
      default:
        if (byte !== LF) this.problem = 'malformed'
        else this.#finish()
    }
  }

  #readName(byte: number): void {
    if (byte === COLON) {
      this.#state = atValueStart
    } else if (isToken[byte] !== 1) {
      this.problem = 'malformed'
    } else {
      if (this.#nameLength < keptNameBytes) this.#name[this.#nameLength] = byte | 0x20
      this.#nameLength++
    }
  }

  #readValue(byte: number): void {
    if (byte === CR) {
      this.#state = atValueLineFeed
    } else if ((byte < SP && byte !== HT) || byte === 127) {
      this.problem = 'malformed'
    } else {
      if (this.#valueLength < keptValueBytes) this.#value[this.#valueLength] = byte
      this.#valueLength++
    }
  }

  #endField(): void {
    if (this.#trailer || this.problem !== null) return
    const name = this.#name
    const value = this.#value
    const length = this.#valueLength
    switch (this.#nameLength) {
      case 8:
        if (!equalBytes(name, 8, nameWorker)) return
        this.worker = this.#workers.find(value, trimmedLength(value, length))
        return
      case 10:
        if (!equalBytes(name, 10, nameConnection)) return
        if (hasToken(value, length, close)) this.#closeToken = true
        if (hasToken(value, length, keepAlive)) this.#keepAliveToken = true
        return
      case 14:
        if (equalBytes(name, 14, nameContentLength)) this.#takeLength(readLength(value, length))
        return
      case 17:
        if (!equalBytes(name, 17, nameTransferEncoding)) return
        this.transferEncoding = true
        this.chunked = endsWithToken(value, length, chunked)
        if (this.contentLength >= 0) this.problem = 'malformed'
        return
      default:
    }
  }

  /** Two lengths, or a length beside a transfer coding, are how responses are smuggled (RFC 9112 §6.3). */
  #takeLength(length: number): void {
    if (length < 0 || this.contentLength >= 0 || this.transferEncoding) this.problem = 'malformed'
    this.contentLength = length
  }

  #finish(): void {
    this.done = true
    if (this.#trailer) return
    const persistent = this.#statusLine.isHttp11
    this.keepAlive = persistent ? !this.#closeToken : this.#keepAliveToken && !this.#closeToken
  }
}
