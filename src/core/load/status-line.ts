// The first line of a response, byte by byte and resumable anywhere (RFC 9112 §4). Knows nothing of what follows it.

const CR = 13
const LF = 10
const SP = 32

const atStart = 0
const atProtocol = 1
const atMajor = 2
const atDot = 3
const atMinor = 4
const atStatusSpace = 5
const atStatus = 6
const atReason = 7
const atLineFeed = 8

const protocol = Buffer.from('HTTP/')

export class StatusLine {
  status = 0
  malformed = false
  done = false
  #state = atStart
  #matched = 0
  #major = 1
  #minor = 1

  /** Later than HTTP/1.0, so the connection is kept unless the server says otherwise. */
  get isHttp11(): boolean {
    return this.#major === 1 && this.#minor === 1
  }

  reset(): void {
    this.status = 0
    this.malformed = false
    this.done = false
    this.#state = atStart
    this.#matched = 0
  }

  read(byte: number): void {
    switch (this.#state) {
      case atStart:
        if (byte === CR || byte === LF) return
        this.#state = atProtocol
        this.#matched = 0
        this.read(byte)
        return
      case atProtocol:
        if (byte !== protocol[this.#matched]) this.malformed = true
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
        else if (byte === LF) this.malformed = true
        return
      default:
        if (byte === LF) this.done = true
        else this.malformed = true
    }
  }

  #readStatus(byte: number): void {
    if (this.#matched < 3) {
      this.status = this.status * 10 + this.#digit(byte)
      this.#matched++
      if (this.#matched === 3 && this.status < 100) this.malformed = true
    } else if (byte === SP) this.#state = atReason
    else if (byte === CR) this.#state = atLineFeed
    else this.malformed = true
  }

  #digit(byte: number): number {
    if (byte < 48 || byte > 57) this.malformed = true
    return byte - 48
  }

  #expect(byte: number, wanted: number, next: number): void {
    if (byte === wanted) this.#state = next
    else this.malformed = true
  }

  #checkVersion(): void {
    const version = this.#major * 10 + this.#minor
    if (version !== 11 && version !== 10 && version !== 9 && version !== 20) this.malformed = true
  }
}
