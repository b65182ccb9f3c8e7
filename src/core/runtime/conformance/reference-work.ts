// What an honest server must answer: the formulas of runtimes/README.md, written a third time on purpose, so that the
// suite does not believe the servers it judges. Pure.
import { crc32 } from 'node:zlib'
import type { WaitDistribution } from '../../../model/workload.ts'

const longestWaitMs = 60_000
const z99 = 2.3263478740408408
const tags = ['red', 'green', 'blue', 'grey', 'gold']

/** Sum of the whole numbers below `count`. */
export function sumBelow(count: number): string {
  const n = BigInt(count)
  return String((n * (n - 1n)) / 2n)
}

/** mulberry32, the whole numbers from 0 to 2^32 − 1. */
export function* mulberry32(seed: number): Generator<number, never> {
  for (let state = seed | 0; ; ) {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    yield (mixed ^ (mixed >>> 14)) >>> 0
  }
}

/** The wait that a generator of this seed gives after `draw` numbers were taken from it. */
export function waitAfterMs(wait: WaitDistribution, seed: number, draw: number): number {
  const numbers = mulberry32(seed)
  for (let i = 0; i < draw; i++) numbers.next()
  const uniform = () => (numbers.next().value + 0.5) / 2 ** 32
  switch (wait.distribution) {
    case 'fixed':
      return wait.ms
    case 'bimodal':
      return uniform() < wait.slowShare ? wait.slowMs : wait.ms
    case 'lognormal': {
      const radius = Math.sqrt(-2 * Math.log(uniform()))
      const normal = radius * Math.cos(2 * Math.PI * uniform())
      const sigma = Math.log(wait.p99Ms / wait.medianMs) / z99
      return Math.min(longestWaitMs, wait.medianMs * Math.exp(sigma * normal))
    }
    case 'pareto':
      return Math.min(longestWaitMs, wait.minimumMs / uniform() ** (1 / wait.shape))
  }
}

/** The answer to `/work/json?items=…`. */
export function jsonAnswer(items: number): { checksum: string; items: number; bytes: number } {
  const numbers = mulberry32(1)
  const below = (limit: number) => numbers.next().value % limit
  const totals = new Map<string, number>()
  const kept: { id: number; name: string; cents: number; tags: string[]; note: string }[] = []
  for (let id = 0; id < items; id++) {
    const price = 100 + below(9900)
    const cents = price * (1 + below(9))
    const active = below(4) !== 0
    const own = [tags[below(5)] ?? '', tags[below(5)] ?? '']
    if (!active) continue
    for (const tag of own) totals.set(tag, (totals.get(tag) ?? 0) + cents)
    kept.push({ id, name: `ITEM-${id}`, cents, tags: own, note: `"Nº ${id}" – größer\n` })
  }
  kept.sort((a, b) => b.cents - a.cents || a.id - b.id)
  const text = JSON.stringify({ count: kept.length, items: kept, totals: Object.fromEntries(totals) })
  const bytes = Buffer.from(text)
  return { checksum: crc32(bytes).toString(16).padStart(8, '0'), items: kept.length, bytes: bytes.length }
}
