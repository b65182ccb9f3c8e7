// Idle connections in turn: each request goes to the one idle longest, so that all of them carry load. Fixed size.
import type { Connection } from './connection.ts'

export class ConnectionRing {
  readonly #slots: (Connection | null)[]
  #head = 0
  #length = 0

  constructor(capacity: number) {
    this.#slots = new Array(capacity).fill(null)
  }

  /** Each connection at most once: `listed` keeps count. */
  push(connection: Connection): void {
    if (connection.listed) return
    connection.listed = true
    let at = this.#head + this.#length
    if (at >= this.#slots.length) at -= this.#slots.length
    this.#slots[at] = connection
    this.#length++
  }

  /** The longest listed in state `wanted`; entries that changed state since are dropped on the way. */
  take(wanted: number): Connection | null {
    while (this.#length > 0) {
      const connection = this.#slots[this.#head] ?? null
      this.#slots[this.#head] = null
      this.#head++
      if (this.#head === this.#slots.length) this.#head = 0
      this.#length--
      if (connection === null) continue
      connection.listed = false
      if (connection.state === wanted) return connection
    }
    return null
  }
}
