// Adds the windows of several threads into one, exactly. A window is told once every thread has told its part.
import type { HistogramData, Window } from '../../model/generator.ts'
import { Histogram } from '../histogram/histogram.ts'
import { addCounts, emptyCounts } from './phase-totals.ts'

export class WindowMerger {
  readonly #threads: number
  readonly #tell: (window: Window) => void
  readonly #parts = new Map<string, (Window | undefined)[]>()

  constructor(threads: number, tell: (window: Window) => void) {
    this.#threads = threads
    this.#tell = tell
  }

  take(thread: number, window: Window): void {
    if (this.#threads === 1) {
      this.#tell(window)
      return
    }
    const key = `${window.phase} ${window.index}`
    const parts = this.#parts.get(key) ?? new Array<Window | undefined>(this.#threads).fill(undefined)
    parts[thread] = window
    this.#parts.set(key, parts)
    const told = parts.filter((part) => part !== undefined)
    if (told.length < this.#threads) return
    const merged = mergeWindows(told)
    this.#tell(merged)
    if (isSettled(merged)) this.#parts.delete(key)
  }

  /** Tells what some threads never reached, because the trial was cut short. */
  flush(): void {
    for (const parts of this.#parts.values()) {
      const told = parts.filter((part) => part !== undefined)
      if (told.length < this.#threads) this.#tell(mergeWindows(told))
    }
    this.#parts.clear()
  }
}

function isSettled(window: Window): boolean {
  const { scheduled, ok, failed, abandoned } = window.counts
  return scheduled === ok + failed + abandoned
}

function mergeWindows(parts: readonly Window[]): Window {
  const [first, ...others] = parts
  if (first === undefined) throw new RangeError('There is no window to merge')
  if (others.length === 0) return first
  const counts = emptyCounts()
  for (const part of parts) addCounts(counts, part.counts)
  return {
    ...first,
    durationMs: Math.max(...parts.map((part) => part.durationMs)),
    counts,
    completed: parts.reduce((sum, part) => sum + part.completed, 0),
    inFlight: parts.reduce((sum, part) => sum + part.inFlight, 0),
    responseUs: mergeData(parts.map((part) => part.responseUs)),
    serviceUs: mergeData(parts.map((part) => part.serviceUs)),
    latenessUs: mergeData(parts.map((part) => part.latenessUs)),
  }
}

function mergeData(parts: readonly HistogramData[]): HistogramData {
  const histogram = new Histogram()
  for (const part of parts) histogram.addData(part)
  return histogram.toData()
}
