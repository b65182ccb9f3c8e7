// Our own incremental HTTP/1.1 response parser (RFC 9112). Knows bytes only: no sockets, no clock.
// It reads from one buffer shared by all connections and allocates nothing per response. The answers a server gives on
// one connection mostly begin alike, so the last head is kept and compared four bytes at a time before any real parsing.
import { ChunkedBody } from './chunked-body.ts'
import { HeadParser } from './response-head.ts'
import type { WorkerNames } from './worker-names.ts'

/** What {@link ResponseParser.read} found. Plain numbers: this is asked once per response. */
export const needsMore = 0
export const isComplete = 1
export const isMalformed = 2
export const isHeaderTooLarge = 3

const inHead = 0
const inCountedBody = 1
const inChunkedBody = 2
const inTrailers = 3
const inBodyUntilClose = 4

/** The largest head that is kept for comparison. */
const keptHeadBytes = 2048

export interface ParserOptions {
  /** shared by all parsers of a thread; must begin on a 4-byte border of its array buffer */
  readonly buffer: Uint8Array
  /** the request is a HEAD */
  readonly withoutBody: boolean
  readonly workers: WorkerNames
}

export class ResponseParser {
  /** of the response just completed */
  status = 0
  keepAlive = true
  /** number in the worker table, -1: not named */
  worker = -1
  /** of the response just completed, without chunk framing */
  bodyBytes = 0
  /** bytes of the buffer used by the last read; what follows a complete response was not asked for */
  used = 0
  readonly #bytes: Uint8Array
  readonly #words: Int32Array
  readonly #withoutBody: boolean
  readonly #head: HeadParser
  readonly #chunks = new ChunkedBody()
  readonly #kept = new Int32Array(keptHeadBytes / 4)
  readonly #keptBytes = new Uint8Array(this.#kept.buffer)
  /** length of the kept head, and of head and body together; 0: none kept */
  #keptLength = 0
  #keptTotal = 0
  #state = inHead
  #bodyLeft = 0
  #fresh = true

  constructor(options: ParserOptions) {
    this.#bytes = options.buffer
    this.#words = new Int32Array(
      options.buffer.buffer,
      options.buffer.byteOffset,
      options.buffer.length >>> 2,
    )
    this.#withoutBody = options.withoutBody
    this.#head = new HeadParser(options.workers)
  }

  /** A response has begun and is not complete. */
  get started(): boolean {
    return !this.#fresh
  }

  /** The head is complete, so what is missing is body. */
  get inBody(): boolean {
    return this.#state !== inHead
  }

  /** Forgets a response cut off half-way, before the connection is opened anew. */
  reset(): void {
    this.#head.reset()
    this.#state = inHead
    this.#fresh = true
    // The kept head may belong to the response that was cut off, whose result was never taken over.
    this.#keptTotal = 0
  }

  /** Takes the first `length` bytes of the shared buffer. */
  read(length: number): number {
    if (this.#fresh && length === this.#keptTotal && this.#matchesKept()) {
      this.used = length
      return isComplete
    }
    return this.#readSlowly(length)
  }

  /** The server closed its side: a body that runs until then is complete; anything else was cut short. */
  finish(): number {
    return this.#state === inBodyUntilClose ? this.#complete() : isMalformed
  }

  #matchesKept(): boolean {
    const words = this.#words
    const kept = this.#kept
    const whole = this.#keptLength >>> 2
    for (let index = 0; index < whole; index++) {
      if (words[index] !== kept[index]) return false
    }
    for (let index = whole << 2; index < this.#keptLength; index++) {
      if (this.#bytes[index] !== this.#keptBytes[index]) return false
    }
    return true
  }

  #readSlowly(length: number): number {
    const beganFresh = this.#fresh
    if (beganFresh) {
      this.#head.reset()
      this.#keptTotal = 0
      this.bodyBytes = 0
    }
    let position = 0
    let result = needsMore
    while (position < length && result === needsMore) {
      switch (this.#state) {
        case inHead:
          position = this.#head.read(this.#bytes, position, length)
          this.#fresh = false
          result = this.#afterHead(position, beganFresh)
          break
        case inCountedBody: {
          const taken = Math.min(this.#bodyLeft, length - position)
          position += taken
          this.#bodyLeft -= taken
          this.bodyBytes += taken
          if (this.#bodyLeft === 0) result = this.#complete()
          break
        }
        case inChunkedBody:
          position = this.#chunks.read(this.#bytes, position, length)
          if (this.#chunks.malformed) result = isMalformed
          if (this.#chunks.done) {
            this.bodyBytes = this.#chunks.dataBytes
            this.#head.beginTrailers()
            this.#state = inTrailers
          }
          break
        case inTrailers:
          position = this.#head.read(this.#bytes, position, length)
          if (this.#head.problem !== null) result = this.#problem()
          else if (this.#head.done) result = this.#complete()
          break
        default:
          this.bodyBytes += length - position
          position = length
      }
    }
    this.used = position
    return result
  }

  #afterHead(position: number, beganFresh: boolean): number {
    const head = this.#head
    if (head.problem !== null) return this.#problem()
    if (!head.done) return needsMore
    const status = head.status
    // We never ask for an upgrade, so switching protocols is an answer we cannot follow.
    if (status === 101) return isMalformed
    if (status < 200) {
      head.reset()
      return needsMore
    }
    if (this.#withoutBody || status === 204 || status === 304) return this.#complete()
    if (head.chunked) {
      this.#chunks.reset()
      this.#state = inChunkedBody
      return needsMore
    }
    if (head.transferEncoding || head.contentLength < 0) {
      head.keepAlive = false
      this.#state = inBodyUntilClose
      return needsMore
    }
    if (beganFresh && position <= keptHeadBytes && head.keepAlive) this.#keep(position, head.contentLength)
    if (head.contentLength === 0) return this.#complete()
    this.#bodyLeft = head.contentLength
    this.#state = inCountedBody
    return needsMore
  }

  #keep(headLength: number, bodyLength: number): void {
    const words = (headLength + 3) >>> 2
    for (let index = 0; index < words; index++) this.#kept[index] = this.#words[index] ?? 0
    this.#keptLength = headLength
    this.#keptTotal = headLength + bodyLength
  }

  #problem(): number {
    return this.#head.problem === 'header-too-large' ? isHeaderTooLarge : isMalformed
  }

  #complete(): number {
    this.status = this.#head.status
    this.keepAlive = this.#head.keepAlive
    this.worker = this.#head.worker
    this.#state = inHead
    this.#fresh = true
    return isComplete
  }
}
