// A whole trial over one or more threads: connect all, start together, decide the warm-up's end, add up.
import type { GeneratorEvent, GeneratorSummary, LoadSpec, Phase, Window } from '../../model/generator.ts'
import { resolveTarget } from './target.ts'
import { type Share, threadCount } from './thread-load.ts'
import { mergeSummaries, type ThreadSummary } from './thread-summary.ts'
import type { DriverEvents } from './trial-driver.ts'
import { SteadyWatch } from './warm-up.ts'
import { WindowMerger } from './window-merger.ts'

/** A thread's driver, here or across a worker's message port. */
export interface TrialThread {
  connect(): Promise<void>
  run(startNs: number): Promise<ThreadSummary>
  endWarmUpAt(machineNs: number): void
  cancel(): void
  /** Ends the thread; may be called at any time. */
  close(): void | Promise<void>
}

export type ThreadMaker = (spec: LoadSpec, host: string, share: Share, events: DriverEvents) => TrialThread

/** Worker threads get a message this long before they must act on it together. */
const noticeNs = 20_000_000

/**
 * Runs the trial. Windows and phases go to `onEvent` as they come; an abort gives what was measured, `cancelled`.
 * Throws `load.target-not-loopback`, `load.invalid`.
 */
export async function runTrial(
  spec: LoadSpec,
  makeThread: ThreadMaker,
  onEvent: (event: Exclude<GeneratorEvent, { type: 'done' }>) => void,
  signal: AbortSignal,
): Promise<GeneratorSummary> {
  const host = await resolveTarget(spec.host, spec.port)
  const of = threadCount(spec)
  const warmUp = new WarmUpEnd(spec, (atNs) => {
    for (const thread of threads) thread.endWarmUpAt(atNs)
  })
  const merger = new WindowMerger(of, (window) => {
    onEvent({ type: 'window', window })
    warmUp.take(window)
  })
  let phase: Phase | null = null
  const threads: TrialThread[] = []
  const cancel = () => {
    for (const thread of threads) thread.cancel()
  }
  try {
    for (let index = 0; index < of; index++) {
      threads.push(
        makeThread(
          spec,
          host,
          { index, of },
          {
            window: (window) => merger.take(index, window),
            phase: (next) => {
              if (next !== phase) onEvent({ type: 'phase', phase: next })
              phase = next
            },
          },
        ),
      )
    }
    signal.addEventListener('abort', cancel)
    if (signal.aborted) cancel()
    await Promise.all(threads.map((thread) => thread.connect()))
    const startNs = Number(process.hrtime.bigint()) + (of > 1 ? noticeNs : 0)
    const summaries = await Promise.all(threads.map((thread) => thread.run(startNs)))
    merger.flush()
    return mergeSummaries(summaries, warmUp.steady)
  } finally {
    signal.removeEventListener('abort', cancel)
    await Promise.all(threads.map((thread) => thread.close()))
  }
}

/** Watches the warm-up's windows and ends it when the server is steady. */
class WarmUpEnd {
  /** null where nobody asked */
  steady: boolean | null
  readonly #watch = new SteadyWatch()
  readonly #spec: LoadSpec
  readonly #end: (atNs: number) => void
  #spansSeen = 0

  constructor(spec: LoadSpec, end: (atNs: number) => void) {
    this.#spec = spec
    this.#end = end
    this.steady = spec.warmUpUntilSteady ? false : null
  }

  take(window: Window): void {
    if (this.steady !== false || window.phase !== 'warm-up') return
    this.#watch.take(window)
    const spans = SteadyWatch.spansOver(window.index)
    if (spans <= this.#spansSeen) return
    this.#spansSeen = spans
    if (spans * 5 < this.#spec.warmUpSeconds || !this.#watch.isSteady(spans)) return
    this.steady = true
    this.#end(Number(process.hrtime.bigint()) + noticeNs)
  }
}
