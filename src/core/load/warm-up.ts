// Decides when a server is warm (METHOD §4): mean and p50 of three consecutive 5 s spans agree within 5 % and show no
// trend. p99 is not asked: even a steady server's p99 agrees that well only 30 % of the time. Pure.
import type { Window } from '../../model/generator.ts'
import { Histogram } from '../histogram/histogram.ts'

const windowsPerSpan = 20
const spansCompared = 3
const tolerance = 0.05
/** A steady rise or fall by more than this over the three spans is a trend. */
const trendTolerance = 0.025

export class SteadyWatch {
  readonly #windows = new Map<number, Window>()

  /** Takes a window of the warm-up; a later one with the same index replaces it. */
  take(window: Window): void {
    this.#windows.set(window.index, window)
  }

  /** The number of whole 5 s spans that are over once window `index` is over. */
  static spansOver(index: number): number {
    return Math.floor((index + 1) / windowsPerSpan)
  }

  /** Whether the last three of the first `spans` spans agree. */
  isSteady(spans: number): boolean {
    if (spans < spansCompared) return false
    const last = Array.from({ length: spansCompared }, (_, index) =>
      this.#span(spans - spansCompared + index),
    )
    if (last.some((span) => span.total === 0)) return false
    return agree(last.map((span) => span.mean)) && agree(last.map((span) => span.valueAtPercentile(50)))
  }

  #span(span: number): Histogram {
    const histogram = new Histogram()
    for (let index = span * windowsPerSpan; index < (span + 1) * windowsPerSpan; index++) {
      const window = this.#windows.get(index)
      if (window !== undefined) histogram.addData(window.responseUs)
    }
    return histogram
  }
}

function agree(values: readonly number[]): boolean {
  const lowest = Math.min(...values)
  const highest = Math.max(...values)
  if (highest - lowest > tolerance * lowest) return false
  const rising = values.every((value, index) => index === 0 || value > (values[index - 1] ?? 0))
  const falling = values.every((value, index) => index === 0 || value < (values[index - 1] ?? 0))
  return !((rising || falling) && highest - lowest > trendTolerance * lowest)
}
