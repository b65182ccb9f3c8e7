// Seeded randomness for order and seeds: the same profile and host give the same plan, on every machine.
// Knows numbers only.

/** A stream of integers from 0 to 2^32 − 1. */
export type RandomStream = () => number

/**
 * splitmix32: a Weyl sequence through the finaliser of MurmurHash3 (Steele, Lea, Flood: "Fast splittable pseudorandom
 * number generators", 2014, in its 32-bit form). Period 2^32, which is plenty for orders and seeds.
 */
export function splitmix32(seed: number): RandomStream {
  let state = seed | 0
  return () => {
    state = (state + 0x9e37_79b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x85eb_ca6b)
    mixed ^= mixed >>> 13
    mixed = Math.imul(mixed, 0xc2b2_ae35)
    return (mixed ^ (mixed >>> 16)) >>> 0
  }
}

/** An integer from 0 to `bound` − 1, each equally likely: draws from the incomplete last range are thrown away. */
export function drawBelow(random: RandomStream, bound: number): number {
  const usable = 2 ** 32 - (2 ** 32 % bound)
  for (;;) {
    const value = random()
    if (value < usable) return value % bound
  }
}

/** A shuffled copy (Fisher–Yates). */
export function shuffle<T>(items: readonly T[], random: RandomStream): T[] {
  const order = [...items]
  for (let last = order.length - 1; last > 0; last -= 1) {
    const chosen = drawBelow(random, last + 1)
    const [moved] = order.splice(chosen, 1, ...order.slice(last, last + 1))
    if (moved !== undefined) order[last] = moved
  }
  return order
}
