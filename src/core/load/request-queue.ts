// Requests that are due and wait for a connection; their wait counts in the response time. First in, first out.
import type { OpenWindow } from './open-window.ts'

export class RequestQueue {
  length = 0
  #intendedUs = new Float64Array(1024)
  #windows: (OpenWindow | null)[] = new Array(1024).fill(null)
  #head = 0

  push(window: OpenWindow, intendedUs: number): void {
    if (this.length === this.#intendedUs.length) this.#grow()
    const at = (this.#head + this.length) % this.#intendedUs.length
    this.#intendedUs[at] = intendedUs
    this.#windows[at] = window
    this.length++
  }

  /** The intended time of the head, µs. */
  get headIntendedUs(): number {
    return this.#intendedUs[this.#head] ?? 0
  }

  /** Takes the head; null when empty. Read {@link headIntendedUs} first. */
  shift(): OpenWindow | null {
    if (this.length === 0) return null
    const window = this.#windows[this.#head] ?? null
    this.#windows[this.#head] = null
    this.#head = (this.#head + 1) % this.#intendedUs.length
    this.length--
    return window
  }

  #grow(): void {
    const size = this.#intendedUs.length
    const times = new Float64Array(size * 2)
    const windows: (OpenWindow | null)[] = new Array(size * 2).fill(null)
    for (let index = 0; index < this.length; index++) {
      const from = (this.#head + index) % size
      times[index] = this.#intendedUs[from] ?? 0
      windows[index] = this.#windows[from] ?? null
    }
    this.#intendedUs = times
    this.#windows = windows
    this.#head = 0
  }
}
