// A load shape as straight pieces of rate over time, and the exact number of arrivals before any moment.
// Rates are integers in millionths of a request per second, times integers in µs: no rounding decides a count.
import type { Shape } from '../../model/load.ts'

/** Rate goes in a straight line from `startRate` to `endRate` (µreq/s) over [startUs, endUs). */
export interface RatePiece {
  readonly startUs: number
  readonly endUs: number
  readonly startRate: number
  readonly endRate: number
}

/** The lowest rate a falling staircase reaches, as the model's smallest rate. */
const lowestRate = 100_000

/** The pieces of a shape over `durationSeconds`; together they cover it without gaps. */
export function ratePieces(shape: Shape, durationSeconds: number): RatePiece[] {
  const endUs = micro(durationSeconds)
  switch (shape.shape) {
    case 'constant':
      return cut([flat(0, endUs, micro(shape.ratePerSecond))], endUs)
    case 'ramp':
      return cut(
        [{ startUs: 0, endUs, startRate: micro(shape.fromPerSecond), endRate: micro(shape.toPerSecond) }],
        endUs,
      )
    case 'steps': {
      const pieces: RatePiece[] = []
      const lengthUs = micro(shape.stepSeconds)
      for (let step = 0; step * lengthUs < endUs; step++) {
        const rate = micro(shape.fromPerSecond) + step * micro(shape.stepPerSecond)
        pieces.push(flat(step * lengthUs, (step + 1) * lengthUs, Math.max(rate, lowestRate)))
      }
      return cut(pieces, endUs)
    }
    case 'spike': {
      const base = micro(shape.basePerSecond)
      const fromUs = micro(shape.spikeAtSeconds)
      const toUs = fromUs + micro(shape.spikeSeconds)
      const spike = flat(fromUs, toUs, micro(shape.spikePerSecond))
      return cut([flat(0, fromUs, base), spike, flat(toUs, Math.max(endUs, toUs), base)], endUs)
    }
  }
}

/**
 * Arrivals before `atUs` times the denominator: area under the rate, kept as an integer.
 * With rates in µreq/s and times in µs one request is 1e12, and a slope's half brings a factor 2 · length.
 */
export class ExactCount {
  readonly #piece: RatePiece
  readonly #lengthUs: bigint
  readonly #before: bigint
  readonly #denominator: bigint

  /** `areaBefore` is twice the area under all earlier pieces. */
  constructor(piece: RatePiece, areaBefore: bigint) {
    this.#piece = piece
    this.#lengthUs = BigInt(piece.endUs - piece.startUs)
    this.#before = areaBefore * this.#lengthUs
    this.#denominator = 2_000_000_000_000n * this.#lengthUs
  }

  /** The first arrival at or after `atUs`, and how far (0 ≤ gap < 1 request) its due count lies beyond that moment. */
  at(atUs: number): { index: number; gap: number } {
    const x = BigInt(atUs - this.#piece.startUs)
    const start = BigInt(this.#piece.startRate)
    const slope = BigInt(this.#piece.endRate) - start
    const area = this.#before + 2n * start * x * this.#lengthUs + slope * x * x
    const index = (area + this.#denominator - 1n) / this.#denominator
    const rest = index * this.#denominator - area
    return { index: Number(index), gap: Number(rest) / Number(this.#denominator) }
  }

  get areaAfter(): bigint {
    const own = (BigInt(this.#piece.startRate) + BigInt(this.#piece.endRate)) * this.#lengthUs
    return this.#lengthUs === 0n ? 0n : this.#before / this.#lengthUs + own
  }
}

function flat(startUs: number, endUs: number, rate: number): RatePiece {
  return { startUs, endUs, startRate: rate, endRate: rate }
}

/** Ends the pieces at `endUs` and drops what has no length. Only flat pieces are ever cut short. */
function cut(pieces: readonly RatePiece[], endUs: number): RatePiece[] {
  return pieces
    .map((piece) => (piece.endUs <= endUs ? piece : { ...piece, endUs }))
    .filter((piece) => piece.startUs < piece.endUs)
}

function micro(value: number): number {
  return Math.round(value * 1_000_000)
}
