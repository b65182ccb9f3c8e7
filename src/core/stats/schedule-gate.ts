// Was the schedule kept? The generator's bookkeeping must add up, and its arrivals must be those the profile asks for.
// Knows counts; a request a slow server left unsent is still kept here, because it is counted as abandoned.
import type { Counts, GeneratorSummary, Window } from '../../model/generator.ts'
import type { Plan } from '../../model/plan.ts'
import type { Gate } from '../../model/result.ts'

/** Five standard deviations: a Poisson total this far from its mean is a broken schedule, not luck. */
const poissonDeviations = 5

/** value: requests that are unaccounted for or off the schedule; bound: how many may be. */
export function scheduleGate(plan: Plan, summary: GeneratorSummary, windows: readonly Window[]): Gate {
  const unaccounted = Math.abs(accountGap(summary.counts))
  if (unaccounted > 0) {
    return gate(
      unaccounted,
      0,
      `${unaccounted} requests are neither answered, failed nor abandoned: the generator lost count. Report this.`,
    )
  }
  // A trial that was cut short never had the rest of its schedule.
  if (plan.profile.load.kind === 'closed' || summary.cancelled) {
    return gate(0, 0, `All ${summary.counts.scheduled} requests are accounted for.`)
  }
  const intended = plan.estimate.requestsPerTrial ?? summary.counts.scheduled
  const poisson = plan.profile.load.kind === 'open' && plan.profile.load.arrivals === 'poisson'
  const off = Math.abs(summary.counts.scheduled - intended)
  const bound = poisson ? poissonDeviations * Math.sqrt(intended) : 1
  if (off > bound) {
    return gate(
      off,
      bound,
      `${summary.counts.scheduled} requests were due where the profile asks for ${intended}. ` +
        'The generator did not keep the schedule: lower the rate, or report this.',
    )
  }
  const second = worstSecond(plan, windows)
  if (second.off > 1) {
    return gate(
      second.off,
      1,
      `In second ${second.index + 1} the schedule is off by ${second.off} requests (bound 1). Report this.`,
    )
  }
  return gate(
    Math.max(off, second.off),
    bound,
    `All ${summary.counts.scheduled} requests of the schedule are accounted for.`,
  )
}

function gate(value: number, bound: number, message: string): Gate {
  return { id: 'schedule', ok: value <= bound, value, bound, message }
}

function accountGap(counts: Counts): number {
  return counts.scheduled - counts.ok - counts.failed - counts.abandoned
}

/** For a constant uniform rate every full second is known in advance; other shapes are checked by their total. */
function worstSecond(plan: Plan, windows: readonly Window[]): { index: number; off: number } {
  const { load } = plan.profile
  const none = { index: 0, off: 0 }
  if (load.kind !== 'open' || load.arrivals !== 'uniform' || load.rate.shape !== 'constant') return none
  const seconds = new Map<number, { scheduled: number; ms: number }>()
  for (const window of windows) {
    if (window.phase !== 'measure') continue
    const index = Math.floor(window.startMs / 1_000)
    const second = seconds.get(index) ?? { scheduled: 0, ms: 0 }
    second.scheduled += window.counts.scheduled
    second.ms += window.durationMs
    seconds.set(index, second)
  }
  let worst = none
  for (const [index, second] of seconds) {
    if (Math.abs(second.ms - 1_000) > 1) continue
    // Whole arrivals of a fractional rate: either of the two neighbours is exact.
    const off = Math.floor(Math.abs(second.scheduled - load.rate.ratePerSecond))
    if (off > worst.off) worst = { index, off }
  }
  return worst
}
