// Does the number in flight grow through the trial? Then its tail depends on the duration (METHOD §3).
// Knows windows only.
import type { Window } from '../../model/generator.ts'
import { median } from './median.ts'

/** Growth below this many requests is noise whatever its share. */
const leastGrowth = 10
const parts = 6
const leastWindows = 2 * parts
/** Of the growth, at least this share by the fourth of six parts and from the third on; steady growth has 0.6 in both. */
const leastShareOfHalf = 0.2

/**
 * True where the backlog (scheduled − answered, so that waiting for a connection counts) climbs through the measured
 * phase. Robust on purpose:
 *  - each sixth of the phase is represented by its median, so a spike that drains moves one of them, not the trend;
 *  - the medians must rise nearly without exception (Kendall's τ ≥ 0.7), which wandering about a mean does not do;
 *  - the last must exceed the first by half, by 10 requests, and by 1 % of all that was asked;
 *  - both halves must share in the growth, so a spike near the end is none.
 * By simulation of 8 s at 450/s with random arrivals and service: none at 95 % utilisation, nine in ten at 110 %, all at 130 %;
 * with regular ones, all from 102 % on and none up to 100 %.
 * A closed loop and a burst cannot grow, so they are never overloaded in this sense.
 */
export function isOverloaded(windows: readonly Window[]): boolean {
  const backlog = backlogOf(windows)
  if (backlog.levels.length < leastWindows) return false
  const levels = Array.from({ length: parts }, (_, part) => {
    const from = Math.floor((part * backlog.levels.length) / parts)
    const to = Math.floor(((part + 1) * backlog.levels.length) / parts)
    return median(backlog.levels.slice(from, to))
  })
  const first = levels[0] ?? 0
  const last = levels.at(-1) ?? 0
  const growth = last - first
  const least = Math.max(leastGrowth, first / 2, backlog.scheduled / 100)
  const early = (levels[3] ?? 0) - first
  const late = last - (levels[2] ?? 0)
  const sustained = Math.min(early, late) >= leastShareOfHalf * growth
  return growth >= least && sustained && kendallTau(levels) >= 0.7
}

/** Requests scheduled and not yet answered at the end of each measured window. */
function backlogOf(windows: readonly Window[]): { levels: number[]; scheduled: number } {
  const ordered = windows
    .filter((window) => window.phase === 'measure')
    .toSorted((left, right) => left.index - right.index)
  const first = ordered[0]
  let level = first === undefined ? 0 : first.inFlight - first.counts.scheduled + first.completed
  let scheduled = 0
  const levels = ordered.map((window) => {
    level += window.counts.scheduled - window.completed
    scheduled += window.counts.scheduled
    return level
  })
  return { levels, scheduled }
}

/** Share of pairs that rise minus share that fall, −1 to 1 (Kendall 1938, ties counting as neither). */
function kendallTau(values: readonly number[]): number {
  let sum = 0
  let pairs = 0
  values.forEach((left, index) => {
    for (const right of values.slice(index + 1)) {
      sum += Math.sign(right - left)
      pairs += 1
    }
  })
  return pairs === 0 ? 0 : sum / pairs
}
