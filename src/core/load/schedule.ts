// When each request of an open loop is due. Pure: knows neither clocks nor sockets.
// A moment's exact count decides how many arrivals a slice of 250 ms holds; only their place inside it is computed
// in floating point, so no rounding can move an arrival into another window, second or thread, or lose one.
import type { Shape } from '../../model/load.ts'
import { Random } from './random.ts'
import { ExactCount, type RatePiece, ratePieces } from './rate-profile.ts'

export interface ScheduleOptions {
  readonly shape: Shape
  readonly arrivals: 'uniform' | 'poisson'
  readonly durationSeconds: number
  readonly seed: number
  /** This thread takes every `of`-th arrival, from the `index`-th on. */
  readonly share?: { readonly index: number; readonly of: number }
}

const sliceUs = 250_000

/** A cursor over due times. Uniform arrivals fall where the exact count reaches a whole number, the first at 0. */
export class Schedule {
  /** µs from the start of the phase; Infinity after the last */
  nextUs = Number.POSITIVE_INFINITY
  readonly #pieces: readonly RatePiece[]
  readonly #random: Random | null
  readonly #skip: number
  #piece = -1
  #count: ExactCount | null = null
  #areaBefore = 0n
  #sliceStartUs = 0
  #sliceEndUs = 0
  /** rate at the start of the slice and its slope, in requests per µs and per µs² */
  #rate = 0
  #slope = 0
  /** requests due from the start of the slice to the next arrival, and to the slice's end */
  #due = 0
  #sliceDue = 0
  /** uniform: arrivals left in the slice */
  #left = 0

  constructor(options: ScheduleOptions) {
    this.#pieces = ratePieces(options.shape, options.durationSeconds)
    this.#random = options.arrivals === 'poisson' ? new Random(options.seed) : null
    this.#skip = options.share?.of ?? 1
    if (this.#random !== null) this.#due = this.#random.exponential()
    this.#step()
    for (let index = 0; index < (options.share?.index ?? 0); index++) this.#step()
  }

  /** Moves to this thread's next arrival. */
  advance(): void {
    for (let index = 0; index < this.#skip; index++) this.#step()
  }

  #step(): void {
    if (this.#random === null) this.#stepUniform()
    else this.#stepPoisson(this.#random)
  }

  #stepUniform(): void {
    while (this.#left === 0) {
      if (!this.#nextSlice()) {
        this.nextUs = Number.POSITIVE_INFINITY
        return
      }
    }
    this.nextUs = this.#timeOf(this.#due)
    this.#due++
    this.#left--
  }

  #stepPoisson(random: Random): void {
    while (this.#due >= this.#sliceDue) {
      this.#due -= this.#sliceDue
      if (!this.#nextSlice()) {
        this.nextUs = Number.POSITIVE_INFINITY
        this.#sliceDue = 0
        return
      }
    }
    this.nextUs = this.#timeOf(this.#due)
    this.#due += random.exponential()
  }

  /** Where the area under the rate since the slice's start reaches `due`; stays inside the slice. */
  #timeOf(due: number): number {
    const root = Math.sqrt(Math.max(0, this.#rate * this.#rate + 2 * this.#slope * due))
    const offset = due === 0 ? 0 : (2 * due) / (this.#rate + root)
    return Math.min(this.#sliceStartUs + offset, this.#sliceEndUs - 0.001)
  }

  #nextSlice(): boolean {
    let piece = this.#pieces[this.#piece]
    if (piece === undefined || this.#sliceEndUs >= piece.endUs) {
      this.#areaBefore = this.#count?.areaAfter ?? 0n
      this.#piece++
      piece = this.#pieces[this.#piece]
      if (piece === undefined) return false
      this.#count = new ExactCount(piece, this.#areaBefore)
    }
    const count = this.#count
    if (count === null) return false
    this.#sliceStartUs = this.#sliceEndUs
    this.#sliceEndUs = Math.min((Math.floor(this.#sliceStartUs / sliceUs) + 1) * sliceUs, piece.endUs)
    const startRate = piece.startRate / 1e12
    this.#slope = (piece.endRate - piece.startRate) / 1e12 / (piece.endUs - piece.startUs)
    this.#rate = startRate + this.#slope * (this.#sliceStartUs - piece.startUs)
    const lengthUs = this.#sliceEndUs - this.#sliceStartUs
    if (this.#random !== null) {
      this.#sliceDue = this.#rate * lengthUs + (this.#slope * lengthUs * lengthUs) / 2
      return true
    }
    const from = count.at(this.#sliceStartUs)
    this.#left = count.at(this.#sliceEndUs).index - from.index
    this.#due = from.gap
    return true
  }
}

/** How many arrivals a schedule holds, known before it runs. */
export function scheduledCount(options: ScheduleOptions): number {
  const schedule = new Schedule(options)
  let count = 0
  for (; schedule.nextUs !== Number.POSITIVE_INFINITY; schedule.advance()) count++
  return count
}
