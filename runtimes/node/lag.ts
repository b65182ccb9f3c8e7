// How late the event loop runs what is due: the drift of a timer, sampled as the Python runtimes sample theirs.
// Node's own delay monitor is not used: resetting it forgets a block that spans the end of a second, and that is
// the very second one wants to see.
import { performance } from 'node:perf_hooks'

const samplingMs = 20

export interface Lag {
  p50: number
  p99: number
  max: number
}

/** Starts sampling; the returned function gives µs since it was last called, a block still going on included. */
export function watchLag(): () => Lag {
  let samplesUs: number[] = []
  let dueMs = 0
  const schedule = (): void => {
    dueMs = performance.now() + samplingMs
    setTimeout(sample, samplingMs)
  }
  const lateUs = (): number => Math.max(0, (performance.now() - dueMs) * 1e3)
  const sample = (): void => {
    samplesUs.push(lateUs())
    schedule()
  }
  schedule()
  return () => {
    // The sample that a block has delayed may come after the line that should tell of it.
    const taken = [...samplesUs, lateUs()].sort((a, b) => a - b)
    samplesUs = []
    return { p50: at(taken, 0.5), p99: at(taken, 0.99), max: at(taken, 1) }
  }
}

/** Nearest rank, in whole µs. */
function at(sorted: readonly number[], q: number): number {
  const rank = Math.max(1, Math.ceil(q * sorted.length))
  return Math.round(sorted[rank - 1] ?? 0)
}
