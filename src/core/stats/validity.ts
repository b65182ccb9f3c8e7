// The gates of a trial: each a measured value, its bound, and a sentence (METHOD §3). Only the ruler's and the host's
// faults are looked for here; what a server does wrong is a result. Pure.
import type { GeneratorSummary, Window } from '../../model/generator.ts'
import type { Plan, PlannedTrial } from '../../model/plan.ts'
import type { Gate } from '../../model/result.ts'
import { Histogram, quantileWithFailures } from '../histogram/histogram.ts'
import { exceedancesOf, quantiles } from './percentiles.ts'
import { scheduleGate } from './schedule-gate.ts'

export { isOverloaded } from './overload.ts'

export interface TrialFacts {
  readonly plan: Plan
  readonly trial: PlannedTrial
  readonly summary: GeneratorSummary
  /** measured ones are used, for the schedule second by second; without them its total alone is checked */
  readonly windows?: readonly Window[]
  /** the truth probes after the load found what they found before it */
  readonly probesUnchanged: boolean
}

const shareBound = 0.05
/** Below this a shift is within what the clock and the kernel do anyway. */
const leastShiftUs = 200
const busyBound = 0.7

export function evaluateGates(facts: TrialFacts): Gate[] {
  const { plan, summary } = facts
  const gates = [scheduleGate(plan, summary, facts.windows ?? [])]
  if (plan.profile.load.kind !== 'closed') gates.push(rulerGate(summary))
  gates.push(pauseGate(plan, summary), generatorCpuGate(facts), probesGate(facts.probesUnchanged))
  const bookkeeping = closedLoopGate(plan, summary)
  return bookkeeping === null ? gates : [...gates, bookkeeping]
}

/**
 * How far p50, p90 and p99 would move if every request had been sent exactly when due. Two bounds from above, the smaller
 * of which is taken: service time starts at the actual send, so response − service at the same percentile holds all of the
 * lateness (and any wait for a connection, which is the server's doing); and the lateness' own percentile, which is the
 * shift if late requests were also the slow ones.
 */
function rulerGate(summary: GeneratorSummary): Gate {
  const response = Histogram.fromData(summary.okResponseUs)
  const service = Histogram.fromData(summary.serviceUs)
  const lateness = Histogram.fromData(summary.latenessUs)
  let worst = { name: 'p50', shift: 0, bound: leastShiftUs, share: 0 }
  for (const name of ['p50', 'p90', 'p99'] as const) {
    const q = quantiles[name]
    const value = quantileWithFailures(response, q, response.total)
    if (value === null || exceedancesOf(response.total, q) < 10) continue
    const served = quantileWithFailures(service, q, service.total) ?? 0
    const late = quantileWithFailures(lateness, q, lateness.total) ?? 0
    const shift = Math.min(Math.max(0, value - served), late)
    const bound = Math.max(shareBound * value, leastShiftUs)
    if (shift / bound >= worst.share) worst = { name, shift, bound, share: shift / bound }
  }
  const ok = worst.shift <= worst.bound
  const fix = ok ? '' : ' Give the generator a core of its own, close other programs, or lower the rate.'
  return {
    id: 'ruler',
    ok,
    value: worst.shift,
    bound: worst.bound,
    message: `The generator's own lateness moves ${worst.name} by at most ${time(worst.shift)} (bound ${time(worst.bound)}).${fix}`,
  }
}

/**
 * A pause also delays reading answers, which lateness does not show. Short against the headline percentile, or so rare
 * that the requests it touches are fewer than half of those beyond the percentile: then it cannot move it.
 */
function pauseGate(plan: Plan, summary: GeneratorSummary): Gate {
  const q = quantiles[plan.profile.headline]
  const response = Histogram.fromData(summary.okResponseUs)
  const value = quantileWithFailures(response, q, response.total) ?? 0
  const bound = Math.max(shareBound * value, leastShiftUs)
  const long = summary.pauses.filter((pause) => pause.durationUs > bound)
  const longest = summary.pauses.reduce((most, pause) => Math.max(most, pause.durationUs), 0)
  const paused = long.reduce((sum, pause) => sum + pause.durationUs, 0)
  const affordable = ((1 - q) / 2) * summary.measuredSeconds * 1e6
  const ok = paused <= affordable
  const count = summary.pauses.length
  const counted =
    count === 0
      ? 'The generator did not pause'
      : `The generator paused ${count} ${count === 1 ? 'time' : 'times'}, longest ${time(longest)}`
  const rest =
    long.length === 0
      ? ` (bound ${time(bound)}).`
      : `; ${long.length} above ${time(bound)} took ${time(paused)} in all, and ${time(affordable)} is what ${plan.profile.headline} can bear.`
  const fix = ok ? '' : ' Close other programs, or lower the rate.'
  return { id: 'pauses', ok, value: longest, bound, message: `${counted}${rest}${fix}` }
}

function generatorCpuGate({ summary, trial }: TrialFacts): Gate {
  const busy = summary.generatorBusyShare
  const ok = busy <= busyBound
  const fix = ok ? '' : ' Lower the rate, or give the generator more cores.'
  const polling = trial.pacing === 'precise' ? ', polling left out' : ''
  return {
    id: 'generator-cpu',
    ok,
    value: busy,
    bound: busyBound,
    message: `The busiest generator thread was ${percent(busy)} busy${polling} (bound ${percent(busyBound)}).${fix}`,
  }
}

function probesGate(unchanged: boolean): Gate {
  return {
    id: 'truth-probes',
    ok: unchanged,
    value: unchanged ? 0 : 1,
    bound: 0,
    message: unchanged
      ? 'Every worker said the same of itself before and after the load.'
      : 'A worker said something else of itself after the load than before: it is not the server that was started. Look at its log.',
  }
}

/** N users without think time are N requests in flight: their service times must add up to N × the time (Little). */
function closedLoopGate(plan: Plan, summary: GeneratorSummary): Gate | null {
  const { load } = plan.profile
  const { counts } = summary
  if (load.kind !== 'closed' || summary.measuredSeconds === 0 || summary.cancelled) return null
  // Users whom the server refuses wait a moment before they try again: the server's doing, not the ruler's.
  if ((counts.failed + counts.abandoned) * 100 > counts.scheduled) return null
  const all = Histogram.fromData(summary.responseUs)
  const heldUs = all.total * (all.mean + load.thinkTimeMs * 1_000)
  const users = heldUs / (summary.measuredSeconds * 1e6)
  const value = Math.abs(users / load.users - 1)
  const ok = value <= shareBound
  const fix = ok ? '' : ' Measure longer: a trial must be many times as long as a request.'
  return {
    id: 'closed-loop',
    ok,
    value,
    bound: shareBound,
    message: `${load.users} users kept ${users.toFixed(1)} requests going on average, ${percent(value)} off (bound ${percent(shareBound)}).${fix}`,
  }
}

function time(us: number): string {
  return us >= 1_000 ? `${(us / 1_000).toFixed(us >= 100_000 ? 0 : 2)} ms` : `${Math.round(us)} µs`
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`
}
