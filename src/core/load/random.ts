// A small seeded random source, so that a run can be replayed. Knows nothing of arrivals.
// Source: sfc32 of PractRand (Chris Doty-Humphrey, public domain), seeded through splitmix32.

export class Random {
  readonly #state = new Uint32Array(4)

  constructor(seed: number, stream = 0) {
    let mixed = (seed ^ Math.imul(stream + 1, 0x9e3779b9)) >>> 0
    for (let index = 0; index < 3; index++) {
      mixed = (mixed + 0x9e3779b9) >>> 0
      let value = mixed
      value = Math.imul(value ^ (value >>> 16), 0x21f0aaad)
      value = Math.imul(value ^ (value >>> 15), 0x735a2d97)
      this.#state[index] = value ^ (value >>> 15)
    }
    this.#state[3] = 1
    for (let round = 0; round < 12; round++) this.#next()
  }

  /** Uniform in (0, 1]: never 0, so that its logarithm is finite. */
  uniform(): number {
    const high = this.#next() >>> 5
    const low = this.#next() >>> 6
    return (high * 67_108_864 + low + 1) / 9_007_199_254_740_992
  }

  /** Exponential with mean 1. */
  exponential(): number {
    return -Math.log(this.uniform())
  }

  #next(): number {
    const state = this.#state
    const [a = 0, b = 0, c = 0, counter = 0] = [state[0], state[1], state[2], state[3]]
    const result = (a + b + counter) >>> 0
    state[3] = counter + 1
    state[0] = b ^ (b >>> 9)
    state[1] = c + (c << 3)
    state[2] = ((c << 21) | (c >>> 11)) + result
    return result
  }
}
