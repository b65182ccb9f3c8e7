// How long a plan takes and which percentiles its samples can carry, before anything runs (METHOD §1, §3). Pure.
import type { Support, SupportSet } from '../../model/plan.ts'
import type { Profile } from '../../model/profile.ts'
import { expectedArrivals } from './expected-load.ts'

/** Start until ready, drain and stop of a small server; provisioning is not in it. */
const startAndStopSeconds = 1.5
/** Warm-up until steady looks at 5 s windows: past its least time it commonly needs one more. */
const steadyExtraSeconds = 5

export interface Estimate {
  readonly seconds: number
  readonly requestsPerTrial: number | null
  readonly requestsPerContender: number | null
  readonly support: SupportSet | null
}

export function estimatePlan(profile: Profile): Estimate {
  const { trials, load } = profile
  const count = trials.blocks * profile.contenders.length
  const warmUp = trials.warmUpSeconds + (trials.warmUpUntilSteady ? steadyExtraSeconds : 0)
  const each = startAndStopSeconds + warmUp + trials.measureSeconds
  // No cool-down after the last trial.
  const seconds = count * each + (count - 1) * trials.coolDownSeconds
  const requestsPerTrial = expectedArrivals(load, trials.measureSeconds)
  if (requestsPerTrial === null) {
    return { seconds, requestsPerTrial, requestsPerContender: null, support: null }
  }
  const requestsPerContender = requestsPerTrial * trials.blocks
  // A burst is over at once: its exceedances are one episode per trial, and solid takes ten.
  const episodesPossible = load.kind === 'burst' ? trials.blocks : Number.POSITIVE_INFINITY
  const support = (q: number) => supportOf(requestsPerContender, q, trials.blocks, episodesPossible)
  return {
    seconds,
    requestsPerTrial,
    requestsPerContender,
    support: { p50: support(0.5), p90: support(0.9), p99: support(0.99), p999: support(0.999) },
  }
}

/** Requests beyond the q-quantile of `total`: the quantile itself is the ⌈q·total⌉-th smallest. */
function supportOf(total: number, q: number, blocks: number, episodesPossible: number): Support {
  const exceedances = total - Math.ceil(q * total - 1e-9)
  if (exceedances < 10) return 'few'
  return exceedances >= 100 && blocks >= 2 && episodesPossible >= 10 ? 'solid' : 'grey'
}
