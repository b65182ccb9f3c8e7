// Turns the generator's loop so that nothing due waits: polling, or asleep until the next due time (METHOD §2).
// Also keeps the thread's own account: how busy it was without the polling, and how long its loop stood still.
import type { Clock } from './clock.ts'

export interface PacerWork {
  /** Does what is due. */
  turn(nowUs: number): void
  /** clock reading at which there is something to do again */
  nextUs(): number
  /** a number that changes with every request sent or settled */
  activity(): number
  /** the loop stood still: from, and for how long beyond what was meant */
  gap(startUs: number, durationUs: number): void
}

/** Shorter gaps are everyday scheduling and show in the lateness anyway. */
const gapUs = 2_000

export class Pacer {
  /** µs spent in turns in which a request was sent or settled; precise pacing only */
  busyUs = 0
  polls = false
  readonly #work: PacerWork
  readonly #clock: Clock
  #stopped = false

  constructor(work: PacerWork, clock: Clock) {
    this.#work = work
    this.#clock = clock
  }

  start(pacing: 'precise' | 'efficient'): void {
    this.polls = pacing === 'precise'
    if (this.polls) this.#poll()
    else this.#sleep(this.#clock.nowUs(), 0)
  }

  stop(): void {
    this.#stopped = true
  }

  /** `setImmediate` lets the loop take answers between turns without ever sleeping. */
  #poll(): void {
    let lastUs = this.#clock.nowUs()
    let lastActivity = this.#work.activity()
    const turn = (): void => {
      if (this.#stopped) return
      const nowUs = this.#clock.nowUs()
      const activity = this.#work.activity()
      if (activity !== lastActivity) {
        this.busyUs += nowUs - lastUs
        lastActivity = activity
      }
      if (nowUs - lastUs > gapUs) this.#work.gap(lastUs, nowUs - lastUs)
      lastUs = nowUs
      this.#work.turn(nowUs)
      setImmediate(turn)
    }
    setImmediate(turn)
  }

  /** `lastUs`: the turn before; `meantUs`: how long the loop was meant to sleep since then. */
  #sleep(lastUs: number, meantUs: number): void {
    if (this.#stopped) return
    const nowUs = this.#clock.nowUs()
    const gap = nowUs - lastUs - meantUs
    // Timers are good to a millisecond; only what is beyond that is a gap.
    if (gap > gapUs) this.#work.gap(lastUs + meantUs, gap)
    this.#work.turn(nowUs)
    const waitMs = (this.#work.nextUs() - this.#clock.nowUs()) / 1000
    if (waitMs < 0.2) {
      setImmediate(() => this.#sleep(nowUs, 0))
    } else {
      const timerMs = Math.max(1, Math.floor(waitMs))
      setTimeout(() => this.#sleep(nowUs, timerMs * 1000), timerMs)
    }
  }
}
