// How long a simulated wait lasts: the seeded generator and the distributions of runtimes/README.md.
// The Python runtimes hold the same formulas; a change here is a change of the contract.

/** The longest wait the contract knows, in milliseconds. */
export const longestWaitMs = 60_000
const z99 = 2.3263478740408408

/** Uniform numbers in (0, 1): mulberry32, one per worker, so that a run can be replayed. */
export class Uniform {
  #state: number
  #drawn = 0

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** how many numbers were taken so far */
  get drawn(): number {
    return this.#drawn
  }

  nextUint32(): number {
    this.#drawn += 1
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return (t ^ (t >>> 14)) >>> 0
  }

  next(): number {
    return (this.nextUint32() + 0.5) / 4294967296
  }
}

export type Wait =
  | { distribution: 'fixed'; ms: number }
  | { distribution: 'bimodal'; ms: number; slowMs: number; slowShare: number }
  | { distribution: 'lognormal'; medianMs: number; p99Ms: number }
  | { distribution: 'pareto'; minimumMs: number; shape: number }

/** One wait in milliseconds, never above {@link longestWaitMs}. */
export function drawWaitMs(wait: Wait, uniform: Uniform): number {
  switch (wait.distribution) {
    case 'fixed':
      return wait.ms
    case 'bimodal':
      return uniform.next() < wait.slowShare ? wait.slowMs : wait.ms
    case 'lognormal': {
      // Box and Muller 1958: two uniform numbers give one normal one.
      const radius = Math.sqrt(-2 * Math.log(uniform.next()))
      const normal = radius * Math.cos(2 * Math.PI * uniform.next())
      const sigma = Math.log(wait.p99Ms / wait.medianMs) / z99
      return Math.min(longestWaitMs, wait.medianMs * Math.exp(sigma * normal))
    }
    case 'pareto':
      return Math.min(longestWaitMs, wait.minimumMs * uniform.next() ** (-1 / wait.shape))
  }
}
