// profile + host facts -> plan: every trial with its order, seed and cpusets. Pure: the same input, the same plan.
import { TailraceError } from '../../model/errors.ts'
import type { Host } from '../../model/host.ts'
import type { Plan, PlannedTrial } from '../../model/plan.ts'
import type { KnobValue, Profile } from '../../model/profile.ts'
import { estimatePlan } from './estimate.ts'
import { expectedArrivals } from './expected-load.ts'
import { shuffle, splitmix32 } from './random.ts'
import { type CoreSplit, splitCores } from './split-cores.ts'
import { planWarnings } from './warnings.ts'

export interface CompileInput {
  readonly profile: Profile
  readonly host: Host
  /** by contender id, resolved against the manifest and complete */
  readonly knobs: Readonly<Record<string, Readonly<Record<string, KnobValue>>>>
  /** by contender id: serving processes or threads */
  readonly workers: Readonly<Record<string, number>>
}

/** The schema's bound; a load that declares more at once than this cannot be driven. */
const maximumConnections = 10_000

/**
 * Randomised complete blocks: each block holds every contender once, in an order shuffled by the profile's seed.
 * All trials of a block share one arrival seed (common random numbers): contenders meet the same arrivals, so that
 * the paired comparison is not blurred by luck of the draw; blocks differ.
 * @throws `plan.impossible` where no run of this plan could measure what the profile says.
 */
export function compilePlan({ profile, host, knobs, workers }: CompileInput): Plan {
  const resolved = resolveProfile(profile, knobs)
  refuseImpossible(resolved, host)
  const split = splitCores(host, profile.cores)
  const trials = orderTrials(resolved, split)
  return {
    schema: 'tailrace.plan',
    version: 1,
    profile: resolved,
    host,
    referenceId: resolved.reference ?? resolved.contenders[0]?.id ?? '',
    trials,
    estimate: estimatePlan(resolved),
    isolation: split.isolation,
    warnings: planWarnings({ profile: resolved, asked: profile, host, split, workers }),
  }
}

/** Knobs complete; a closed loop or burst has at least the connections it declares by its own definition. */
function resolveProfile(profile: Profile, knobs: CompileInput['knobs']): Profile {
  const contenders = profile.contenders.map((contender) => {
    return { ...contender, knobs: { ...contender.knobs, ...knobs[contender.id] } }
  })
  const connections = Math.max(profile.connections, atOnce(profile) ?? 0)
  return { ...profile, contenders, connections }
}

function atOnce(profile: Profile): number | null {
  if (profile.load.kind === 'closed') return profile.load.users
  if (profile.load.kind === 'burst') return profile.load.count
  return null
}

function refuseImpossible(profile: Profile, host: Host): void {
  if (profile.connections > maximumConnections) {
    throw new TailraceError(
      'plan.impossible',
      `${profile.connections} requests at once need as many connections; the most is ${maximumConnections}`,
      {
        hint: 'Lower the number of requests at once.',
        context: { path: 'load', atMost: maximumConnections },
      },
    )
  }
  if (host.cpus.length === 0) {
    throw new TailraceError('plan.impossible', 'This process may use no CPU at all', {
      hint: 'Check the CPU affinity Tailrace was started with.',
    })
  }
  const arrivals = expectedArrivals(profile.load, profile.trials.measureSeconds)
  if (arrivals !== null && arrivals < 1) {
    throw new TailraceError('plan.impossible', 'The load sends no request in the measured time', {
      hint: 'Raise the rate or the measured time.',
      context: { path: 'load' },
    })
  }
}

function orderTrials(profile: Profile, split: CoreSplit): PlannedTrial[] {
  const random = splitmix32(profile.seed)
  const pacing = choosePacing(profile, split)
  const trials: PlannedTrial[] = []
  for (let block = 0; block < profile.trials.blocks; block += 1) {
    const seed = random()
    for (const contender of shuffle(profile.contenders, random)) {
      trials.push({
        index: trials.length,
        block,
        contenderId: contender.id,
        seed,
        serverCpus: [...split.serverCpus],
        generatorCpus: [...split.generatorCpus],
        pacing,
      })
    }
  }
  return trials
}

/** Polling without sleep is for a core of one's own; anywhere else it would take the time it measures. */
function choosePacing(profile: Profile, split: CoreSplit): PlannedTrial['pacing'] {
  if (profile.pacing !== 'auto') return profile.pacing
  return split.isolation === 'cores' ? 'precise' : 'efficient'
}
