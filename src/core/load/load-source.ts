// What makes requests due: an open loop's schedule, a closed loop's users, or a burst. Knows no sockets, no timers.
import type { RequestError } from '../../model/generator.ts'
import type { Clock } from './clock.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { Schedule } from './schedule.ts'

export interface LoadSource {
  /** clock reading at which it next has something to fire; Infinity where only an answer can cause that */
  readonly nextUs: number
  /** Fires everything due by `nowUs`. */
  fireDue(nowUs: number): void
  /** No more requests. */
  stop(): void
}

/** Sends at the schedule's times whatever the server does. */
export class OpenLoop implements LoadSource {
  nextUs: number
  readonly #schedule: Schedule
  readonly #startUs: number
  readonly #dispatcher: Dispatcher
  readonly #clock: Clock

  constructor(schedule: Schedule, startUs: number, dispatcher: Dispatcher, clock: Clock) {
    this.#schedule = schedule
    this.#startUs = startUs
    this.#dispatcher = dispatcher
    this.#clock = clock
    this.nextUs = startUs + schedule.nextUs
  }

  fireDue(nowUs: number): void {
    while (this.nextUs <= nowUs) {
      // Read again: each send takes the kernel some microseconds, which are lateness of the next.
      this.#dispatcher.fireScheduled(this.nextUs, this.#clock.nowUs())
      this.#schedule.advance()
      this.nextUs = this.#startUs + this.#schedule.nextUs
    }
  }

  stop(): void {
    this.nextUs = Number.POSITIVE_INFINITY
  }
}

/** How long a user whose connection was refused waits before the next try; the failure itself is counted. */
const retryUs = 50_000

/** A fixed number of users: each sends, waits for the answer, thinks, and sends again. */
export class ClosedLoop implements LoadSource {
  readonly #dispatcher: Dispatcher
  readonly #clock: Clock
  readonly #thinkUs: number
  readonly #thinking: DueRing
  readonly #retrying: DueRing
  #stopped = false

  constructor(users: number, thinkTimeMs: number, startUs: number, dispatcher: Dispatcher, clock: Clock) {
    this.#dispatcher = dispatcher
    this.#clock = clock
    this.#thinkUs = thinkTimeMs * 1000
    this.#thinking = new DueRing(users)
    this.#retrying = new DueRing(users)
    for (let user = 0; user < users; user++) this.#thinking.push(startUs)
    dispatcher.onSettled = (nowUs, error) => this.#settled(nowUs, error)
  }

  get nextUs(): number {
    return this.#stopped ? Number.POSITIVE_INFINITY : Math.min(this.#thinking.headUs, this.#retrying.headUs)
  }

  fireDue(nowUs: number): void {
    if (this.#stopped) return
    this.#fireFrom(this.#thinking, nowUs)
    this.#fireFrom(this.#retrying, nowUs)
  }

  stop(): void {
    this.#stopped = true
    this.#dispatcher.onSettled = null
  }

  #fireFrom(ring: DueRing, nowUs: number): void {
    while (ring.headUs <= nowUs) {
      ring.shift()
      const sendUs = this.#clock.nowUs()
      this.#dispatcher.fire(sendUs, sendUs)
    }
  }

  #settled(nowUs: number, error: RequestError | null): void {
    if (error !== null && isConnectError(error)) this.#retrying.push(nowUs + retryUs)
    else if (this.#thinkUs > 0) this.#thinking.push(nowUs + this.#thinkUs)
    else this.#dispatcher.fire(nowUs, nowUs)
  }
}

/** All requests at once; with `repeat`, the next burst begins when the last request of one has ended. */
export class Burst implements LoadSource {
  nextUs: number
  /** when the last request of the burst ended */
  settledUs = Number.POSITIVE_INFINITY
  readonly #dispatcher: Dispatcher
  readonly #clock: Clock
  readonly #count: number
  readonly #repeat: boolean
  #left = 0

  constructor(count: number, startUs: number, dispatcher: Dispatcher, clock: Clock, repeat: boolean) {
    this.#dispatcher = dispatcher
    this.#clock = clock
    this.#count = count
    this.#repeat = repeat
    this.nextUs = startUs
    dispatcher.onSettled = (nowUs) => this.#settled(nowUs)
  }

  fireDue(nowUs: number): void {
    if (nowUs < this.nextUs) return
    const dueUs = this.nextUs
    this.nextUs = Number.POSITIVE_INFINITY
    this.#left = this.#count
    for (let index = 0; index < this.#count; index++) {
      this.#dispatcher.fireScheduled(dueUs, this.#clock.nowUs())
    }
  }

  stop(): void {
    this.nextUs = Number.POSITIVE_INFINITY
    this.#dispatcher.onSettled = null
  }

  #settled(nowUs: number): void {
    this.#left--
    if (this.#left > 0) return
    if (this.#repeat) this.nextUs = nowUs
    else this.settledUs = nowUs
  }
}

function isConnectError(error: RequestError): boolean {
  return (
    error === 'refused' ||
    error === 'connect-timeout' ||
    error === 'unreachable' ||
    error === 'ports-exhausted' ||
    error === 'address-lookup' ||
    error === 'socket'
  )
}

/** Due times that are pushed in rising order; at most one per user. */
class DueRing {
  headUs = Number.POSITIVE_INFINITY
  readonly #times: Float64Array
  #head = 0
  #length = 0

  constructor(capacity: number) {
    this.#times = new Float64Array(capacity)
  }

  push(dueUs: number): void {
    this.#times[(this.#head + this.#length) % this.#times.length] = dueUs
    this.#length++
    if (this.#length === 1) this.headUs = dueUs
  }

  shift(): void {
    this.#head = (this.#head + 1) % this.#times.length
    this.#length--
    this.headUs = this.#length === 0 ? Number.POSITIVE_INFINITY : (this.#times[this.#head] ?? 0)
  }
}
