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
    else this.#sleep(this.#clock.nowUs())
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

  #sleep(expectedUs: number): void {
    if (this.#stopped) return
    const nowUs = this.#clock.nowUs()
    // Timers are good to a millisecond; only what is beyond that is a gap.
    if (nowUs - expectedUs > gapUs) this.#work.gap(expectedUs, nowUs - expectedUs)
    this.#work.turn(nowUs)
    const nextUs = this.#work.nextUs()
    const waitMs = (nextUs - this.#clock.nowUs()) / 1000
    if (waitMs < 0.2) setImmediate(() => this.#sleep(this.#clock.nowUs()))
    else {
      const timerMs = Math.max(1, Math.floor(waitMs))
      const wakeUs = this.#clock.nowUs() + timerMs * 1000
      setTimeout(() => this.#sleep(wakeUs), timerMs)
    }
  }
}
