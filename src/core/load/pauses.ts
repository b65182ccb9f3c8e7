// The generator's own pauses, so that they are never taken for the server's: garbage collection and loop gaps.
import { PerformanceObserver } from 'node:perf_hooks'

export interface Pause {
  kind: 'gc' | 'loop'
  startUs: number
  durationUs: number
}

/** More are not kept: the shortest go first. */
const keptPauses = 2_000

export class PauseLog {
  #pauses: Pause[] = []
  readonly #observer = new PerformanceObserver((list) => this.#takeGc(list.getEntries()))

  start(): void {
    this.#observer.observe({ entryTypes: ['gc'] })
  }

  stop(): void {
    this.#takeGc(this.#observer.takeRecords())
    this.#observer.disconnect()
  }

  add(kind: Pause['kind'], startUs: number, durationUs: number): void {
    this.#pauses.push({ kind, startUs, durationUs })
    if (this.#pauses.length < keptPauses * 2) return
    this.#pauses.sort((a, b) => b.durationUs - a.durationUs)
    this.#pauses.length = keptPauses
  }

  /** Those that lie in [fromUs, toUs), in order of time. */
  between(fromUs: number, toUs: number): Pause[] {
    return this.#pauses
      .filter((pause) => pause.startUs + pause.durationUs > fromUs && pause.startUs < toUs)
      .sort((a, b) => a.startUs - b.startUs)
  }

  #takeGc(entries: readonly PerformanceEntry[]): void {
    for (const entry of entries) this.add('gc', entry.startTime * 1000, entry.duration * 1000)
  }
}
