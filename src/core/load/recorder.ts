// Charges every request to the window of its intended send, and tells windows when they change. Knows no sockets.
// Source of the rule: METHOD §1 and §3: every request followed to its end, scheduled = ok + failed + abandoned.
import type { Phase, RequestError, Window } from '../../model/generator.ts'
import { OpenWindow } from './open-window.ts'
import { PhaseTotals } from './phase-totals.ts'

const spanUs = 250_000

export interface RecorderPhase {
  readonly phase: Phase
  readonly startUs: number
  readonly totals: PhaseTotals
  /** by index; undefined once final and told */
  readonly windows: (OpenWindow | undefined)[]
  /** the first that may still be open */
  oldest: number
  endUs: number
  inFlightFirst: number
}

export interface RecorderEvents {
  /** Told when its span is over, again at doubling ages while it changes, and last when every request is settled. */
  window(window: Window): void
}

export class Recorder {
  /** fired and not yet settled */
  inFlight = 0
  /** grows with every request fired or settled */
  activity = 0
  /** requests by number of the worker that answered, measured phase only */
  readonly workers: number[] = []
  readonly #events: RecorderEvents
  readonly #phases: RecorderPhase[] = []
  readonly #spare: OpenWindow[] = []
  #phase: RecorderPhase | null = null
  #current: OpenWindow | null = null
  #currentEndUs = Number.POSITIVE_INFINITY

  constructor(events: RecorderEvents) {
    this.#events = events
  }

  /** Windows from now on belong to this phase. `endUs` may be Infinity, or moved later, until it is reached. */
  beginPhase(phase: Phase, startUs: number, endUs: number): RecorderPhase {
    if (this.#phase !== null) this.endPhase(startUs)
    const next = {
      phase,
      startUs,
      endUs,
      totals: new PhaseTotals(),
      windows: [],
      oldest: 0,
      inFlightFirst: this.inFlight,
    }
    this.#phase = next
    this.#phases.push(next)
    this.workers.length = 0
    this.#openNext(next)
    return next
  }

  /** Ends the phase at `atUs`; its unsettled requests stay charged to it. */
  endPhase(atUs: number): void {
    const phase = this.#phase
    if (phase === null) return
    this.advance(Math.min(atUs, phase.endUs))
    phase.endUs = Math.min(phase.endUs, atUs)
    const last = this.#current
    if (last !== null) {
      last.endUs = Math.min(last.endUs, Math.max(phase.endUs, last.startUs))
      last.inFlight = this.inFlight
    }
    this.#phase = null
    this.#current = null
    this.#currentEndUs = Number.POSITIVE_INFINITY
  }

  /** The window an intended time belongs to, in the present phase. */
  windowAt(timeUs: number): OpenWindow {
    const current = this.#current
    if (current !== null && timeUs >= current.startUs && timeUs < current.endUs) return current
    return this.#findWindow(timeUs)
  }

  #findWindow(timeUs: number): OpenWindow {
    this.advance(timeUs)
    const phase = this.#phase
    const index = phase === null ? -1 : Math.floor((timeUs - phase.startUs) / spanUs)
    const window = phase?.windows[Math.min(index, (phase?.windows.length ?? 0) - 1)]
    if (window === undefined) throw new RangeError(`No window is open for the time ${timeUs} µs`)
    return window
  }

  /** Opens the windows up to `nowUs`. */
  advance(nowUs: number): void {
    while (nowUs >= this.#currentEndUs) {
      const phase = this.#phase
      const current = this.#current
      if (phase === null || current === null || current.endUs >= phase.endUs) return
      current.inFlight = this.inFlight
      this.#openNext(phase)
    }
  }

  #openNext(phase: RecorderPhase): void {
    const index = phase.windows.length
    const window = this.#spare.pop() ?? new OpenWindow()
    const startUs = phase.startUs + index * spanUs
    window.open(phase.phase, index, startUs, Math.min(startUs + spanUs, phase.endUs))
    window.tellAtSpan = index + 1
    phase.windows.push(window)
    this.#current = window
    this.#currentEndUs = window.endUs
  }

  fired(window: OpenWindow): void {
    window.scheduled++
    this.activity++
    this.inFlight++
  }

  /** `responseUs`, `serviceUs`: elapsed until `nowUs`. */
  succeeded(window: OpenWindow, nowUs: number, responseUs: number, serviceUs: number): void {
    window.ok++
    window.response.append(responseUs)
    window.service.append(serviceUs)
    this.#answered(nowUs)
  }

  failed(window: OpenWindow, error: RequestError, nowUs: number, responseUs: number): void {
    window.failed++
    window.countError(error)
    this.#phaseOf(window)?.totals.failedResponse.record(responseUs)
    this.#answered(nowUs)
  }

  abandoned(window: OpenWindow): void {
    window.abandoned++
    this.inFlight--
  }

  answeredBy(worker: number): void {
    this.workers[worker] = (this.workers[worker] ?? 0) + 1
  }

  #answered(nowUs: number): void {
    this.activity++
    this.inFlight--
    if (nowUs >= this.#currentEndUs) this.advance(nowUs)
    const current = this.#current
    if (current !== null && nowUs < current.endUs) current.completed++
  }

  #phaseOf(window: OpenWindow): RecorderPhase | undefined {
    return this.#phases.find((phase) => phase.windows[window.index] === window)
  }

  /**
   * Tells what is due. `firedUntilUs`: every arrival due before it has been fired, so a window that ended by then and
   * has all its requests settled is final.
   */
  tell(firedUntilUs: number, everything = false): void {
    for (const phase of this.#phases) {
      for (let index = phase.oldest; index < phase.windows.length; index++) {
        const window = phase.windows[index]
        if (window === undefined || !(window.endUs <= firedUntilUs || everything)) continue
        this.#tellWindow(phase, window, everything)
      }
      while (phase.oldest < phase.windows.length && phase.windows[phase.oldest] === undefined) phase.oldest++
    }
  }

  #tellWindow(phase: RecorderPhase, window: OpenWindow, everything: boolean): void {
    const over = window !== this.#current || everything
    const final = over && window.scheduled === window.settled
    const span = phase.windows.length
    if (!final && (span < window.tellAtSpan || window.version === window.toldAt)) return
    window.toldAt = window.version
    window.tellAtSpan = window.index + 2 * Math.max(1, span - window.index)
    // An ended phase of no length has one window of no length: nothing to tell.
    if (window.endUs > window.startUs || window.scheduled > 0)
      this.#events.window(window.toWindow(phase.startUs))
    if (!final) return
    phase.totals.take(window)
    phase.windows[window.index] = undefined
    this.#spare.push(window)
  }
}
