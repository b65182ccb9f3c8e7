// Seeded randomness for simulations: uniform, normal, exponential.
import { splitmix32 } from '../../../src/core/plan/random.ts'

export function makeRandom(seed: number) {
  const bits = splitmix32(seed)
  /** in (0, 1) */
  const uniform = () => (bits() + 0.5) / 2 ** 32
  return {
    uniform,
    /** Box and Muller */
    normal: () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
    exponential: (mean: number) => -mean * Math.log(uniform()),
  }
}
