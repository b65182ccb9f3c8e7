// The head of a response: status line and header fields, byte by byte and resumable anywhere (RFC 9112 §2–6).
// Also reads the trailers of a chunked body. Strict where Node's own parser is. Knows no bodies and no sockets.
import { endsWithToken, equalBytes, hasToken, isToken, readLength, trimmedLength } from './header-values.ts'
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

const atStart = 0
const atProtocol = 1
const atMajor = 2
const atDot = 3
const atMinor = 4
const atStatusSpace = 5
const atStatus = 6
const atReason = 7
const atLineFeed = 8
const atFieldStart = 9
const atFieldName = 10
const atValueStart = 11
const atValue = 12
const atValueLineFeed = 13
const atLastLineFeed = 14

const protocol = Buffer.from('HTTP/')
const nameContentLength = Buffer.from('content-length')
const nameConnection = Buffer.from('connection')
const nameTransferEncoding = Buffer.from('transfer-encoding')
const nameWorker = Buffer.from('x-worker')
const close = Buffer.from('close')
const keepAlive = Buffer.from('keep-alive')
const chunked = Buffer.from('chunked')

export class HeadParser {
  status = 0
  /** -1: none given */
  contentLength = -1
  transferEncoding = false
  chunked = false
  keepAlive = true
  /** number in the worker table, -1: the response names none */
  worker = -1
  problem: HeadProblem | null = null
  done = false
  readonly #workers: WorkerNames
  readonly #name = new Uint8Array(keptNameBytes)
  readonly #value = new Uint8Array(keptValueBytes)
  #nameLength = 0
  #valueLength = 0
  #state = atStart
  #matched = 0
  #bytesSeen = 0
  #major = 1
  #minor = 1
  #closeToken = false
  #keepAliveToken = false
  #trailer = false

  constructor(workers: WorkerNames) {
    this.#workers = workers
  }

  get started(): boolean {
    return this.#state !== atStart || this.#matched > 0
  }

  reset(): void {
    this.status = 0
    this.contentLength = -1
    this.transferEncoding = false
    this.chunked = false
    this.keepAlive = true
    this.worker = -1
    this.#closeToken = false
    this.#keepAliveToken = false
    this.#begin(atStart, false)
  }

  /** Turns to the trailer section of a chunked body; what it says is not acted on. */
  beginTrailers(): void {
    this.#begin(atFieldStart, true)
  }

  #begin(state: number, trailer: boolean): void {
    this.problem = null
    this.done = false
    this.#state = state
    this.#matched = 0
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
        this.#readStatusLine(byte)
      } else {
        this.#readField(byte)
      }
    }
    return position
  }

  #readStatusLine(byte: number): void {
    switch (this.#state) {
      case atStart:
        if (byte === CR || byte === LF) return
        this.#state = atProtocol
        this.#matched = 0
        this.#readStatusLine(byte)
        return
      case atProtocol:
        if (byte !== protocol[this.#matched]) this.problem = 'malformed'
        else if (++this.#matched === protocol.length) this.#state = atMajor
        return
      case atMajor:
        this.#major = this.#digit(byte)
        this.#state = atDot
        return
      case atDot:
        this.#expect(byte, 46, atMinor)
        return
      case atMinor:
        this.#minor = this.#digit(byte)
        this.#checkVersion()
        this.#state = atStatusSpace
        return
      case atStatusSpace:
        this.#expect(byte, SP, atStatus)
        this.#matched = 0
        return
      case atStatus:
        this.#readStatus(byte)
        return
      case atReason:
        if (byte === CR) this.#state = atLineFeed
        else if (byte === LF) this.problem = 'malformed'
        return
      default:
        this.#expect(byte, LF, atFieldStart)
    }
  }

  #readStatus(byte: number): void {
    if (this.#matched < 3) {
      this.status = this.status * 10 + this.#digit(byte)
      this.#matched++
      if (this.#matched === 3 && this.status < 100) this.problem = 'malformed'
    } else if (byte === SP) this.#state = atReason
    else if (byte === CR) this.#state = atLineFeed
    else this.problem = 'malformed'
  }

  #digit(byte: number): number {
    if (byte < 48 || byte > 57) this.problem = 'malformed'
    return byte - 48
  }

  #expect(byte: number, wanted: number, next: number): void {
    if (byte === wanted) this.#state = next
    else this.problem = 'malformed'
  }

  #checkVersion(): void {
    const version = this.#major * 10 + this.#minor
    if (version !== 11 && version !== 10 && version !== 9 && version !== 20) this.problem = 'malformed'
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
    const persistent = this.#major === 1 && this.#minor === 1
    this.keepAlive = persistent ? !this.#closeToken : this.#keepAliveToken && !this.#closeToken
  }
}
