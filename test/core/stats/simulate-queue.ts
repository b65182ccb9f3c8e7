// A queue with c servers, first come first served, told in 250 ms windows as the generator would. Deterministic.
import type { Window } from '../../../src/model/generator.ts'
import { makeCounts, makeWindow } from '../../fakes/make-measurements.ts'
import { makeRandom } from './random.ts'

export interface QueueOptions {
  readonly ratePerSecond: number
  /** arrivals and service both random (exponential) or both regular */
  readonly random: boolean
  readonly serviceMs: number
  readonly servers: number
  readonly seed: number
  readonly seconds?: number
  /** every server stands still from … to, seconds from the start of the measured phase */
  readonly stopped?: readonly [number, number]
}

const warmUpSeconds = 5

export function simulateQueue(options: QueueOptions): Window[] {
  const random = makeRandom(options.seed)
  const draw = (mean: number) => (options.random ? random.exponential(mean) : mean)
  const seconds = options.seconds ?? 8
  const count = seconds * 4
  const scheduled = new Array<number>(count).fill(0)
  const completed = new Array<number>(count).fill(0)
  const free = new Array<number>(options.servers).fill(-warmUpSeconds)
  let inFlightFirst = 0
  for (let at = -warmUpSeconds; at < seconds; at += draw(1 / options.ratePerSecond)) {
    const server = indexOfSmallest(free)
    let start = Math.max(at, free[server] ?? 0)
    const [from, to] = options.stopped ?? [0, 0]
    if (start >= from && start < to) start = to
    const end = start + draw(options.serviceMs / 1_000)
    free[server] = end
    if (at < 0 && end >= 0) inFlightFirst += 1
    bump(scheduled, Math.floor(at * 4))
    bump(completed, Math.floor(end * 4))
  }
  let inFlight = inFlightFirst
  return scheduled.map((arrivals, index) => {
    inFlight += arrivals - (completed[index] ?? 0)
    return {
      ...makeWindow(index),
      counts: makeCounts(arrivals),
      completed: completed[index] ?? 0,
      inFlight,
    }
  })
}

function indexOfSmallest(values: readonly number[]): number {
  let smallest = 0
  for (let index = 1; index < values.length; index += 1) {
    if ((values[index] ?? 0) < (values[smallest] ?? 0)) smallest = index
  }
  return smallest
}

function bump(counts: number[], index: number): void {
  const before = counts[index]
  if (before !== undefined) counts[index] = before + 1
}
