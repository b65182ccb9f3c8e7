// A result in words: the headline, why a number is grey or missing, what speaks against it. Pure.

import type { Support } from '../../../model/plan.ts'
import type { PercentileName } from '../../../model/profile.ts'
import type { ContenderResult, Identity, Result, Verdict } from '../../../model/result.ts'
import { percentileLabel, plural } from '../../ui/format.ts'
import { gateName } from '../../ui/gate-name.ts'

export interface Headline {
  readonly main: string
  readonly rest: readonly string[]
  readonly tone: 'plain' | 'caution'
}

/** The verdicts on the pre-declared percentile, the clearest first; else why there is none. */
export function headlineOf(result: Result): Headline {
  if (result.status !== 'completed') {
    return { main: unfinished[result.status], rest: result.invalidReasons, tone: 'caution' }
  }
  const [first, ...others] = decidingVerdicts(result)
  if (first !== undefined) {
    const tone = first.kind === 'not-valid' ? 'caution' : 'plain'
    return { main: first.sentence, rest: others.map((verdict) => verdict.sentence), tone }
  }
  const measured = result.contenders.filter((contender) => contender.requests > 0)
  const only = measured[0]
  if (measured.length === 1 && only !== undefined) {
    const main = `${only.label}, measured alone: there is nothing to compare it with.`
    return { main, rest: [], tone: 'plain' }
  }
  const main = result.valid ? 'No comparison could be made.' : 'No verdict: the measurement is not valid.'
  return { main, rest: result.invalidReasons, tone: 'caution' }
}

const unfinished = {
  running: 'This run is still under way.',
  cancelled: 'This run was stopped; what was measured until then is below.',
  interrupted: 'The engine died during this run; what was measured until then is below.',
  failed: 'This run failed; what was measured until then is below.',
} as const

const clarity: Record<Verdict['kind'], number> = {
  slower: 0,
  faster: 0,
  overloaded: 1,
  'no-difference': 2,
  indication: 3,
  undecided: 4,
  'not-valid': 5,
}

function decidingVerdicts(result: Result): Verdict[] {
  return result.verdicts
    .filter((verdict) => verdict.percentile === result.headline && !verdict.exploratory)
    .sort((a, b) => clarity[a.kind] - clarity[b.kind])
}

/** Why a percentile is grey, hidden or failed; null where it is solid. */
export function supportReason(name: PercentileName, support: Support): string | null {
  const label = percentileLabel(name)
  switch (support) {
    case 'solid':
      return null
    case 'grey':
      return `${label} rests on only 10 to 99 requests beyond it, or on too few separate episodes: read it as a hint.`
    case 'few':
      return `Fewer than 10 requests lie beyond ${label}: not enough to show one.`
    case 'failed':
      return `So many requests failed or were abandoned that ${label} lies among them: it fails at this load.`
  }
}

export interface Doubt {
  readonly title: string
  readonly points: readonly string[]
}

/** Everything that speaks against the numbers, gathered in one list. */
export function doubtsOf(result: Result): Doubt[] {
  const doubts: Doubt[] = [
    { title: 'The measurement', points: [...new Set([...result.invalidReasons, ...result.warnings])] },
    { title: 'Failed checks', points: failedGates(result) },
    { title: 'Worker balance', points: result.contenders.flatMap(unevenWorkers) },
    { title: 'Differences in what was compared', points: identityDifferences(result.contenders) },
  ]
  return doubts.filter((doubt) => doubt.points.length > 0)
}

/** Gates whose sentence is not among the reasons already. */
function failedGates(result: Result): string[] {
  const told = result.invalidReasons
  return result.contenders.flatMap((contender) =>
    contender.trials.flatMap((trial) =>
      trial.gates
        .filter((gate) => !gate.ok && !told.some((reason) => reason.includes(gate.message)))
        .map((gate) => `${contender.label}, trial ${trial.index + 1}: ${gateName(gate.id)}. ${gate.message}`),
    ),
  )
}

/** METHOD §3: above 1.25 no statement about the event loop is made. */
const unevenAbove = 1.25

function unevenWorkers(contender: ContenderResult): string[] {
  const share = contender.workerShare
  if (share === null || share <= unevenAbove) return []
  return [
    `${contender.label}: the busiest worker answered ${share.toFixed(2)} times the mean. Differences may come from uneven connections, not from the runtime.`,
  ]
}

/** Versions and build flags that contenders have in common by name but not by value; settings differ on purpose. */
export function identityDifferences(contenders: readonly ContenderResult[]): string[] {
  const known = contenders.flatMap((contender) =>
    contender.identity === null ? [] : [{ label: contender.label, facts: identityFacts(contender.identity) }],
  )
  const names = new Set(known.flatMap(({ facts }) => [...facts.keys()]))
  return [...names].flatMap((name) => {
    const having = known.filter(({ facts }) => facts.has(name))
    const values = new Set(having.map(({ facts }) => facts.get(name)))
    if (having.length < 2 || values.size < 2) return []
    return [`${name}: ${having.map(({ label, facts }) => `${label} ${facts.get(name)}`).join(', ')}`]
  })
}

function identityFacts(identity: Identity): Map<string, string> {
  const facts = new Map<string, string>()
  const all = { ...identity.versions, ...identity.build }
  for (const [name, value] of Object.entries(all)) {
    // Where an interpreter lies says nothing about how it works.
    if (name !== 'interpreter') facts.set(name, factValue(value))
  }
  return facts
}

export function factValue(value: string | number | boolean | null): string {
  if (value === true) return 'yes'
  if (value === false) return 'no'
  return value === null ? 'unknown' : String(value)
}

/** `3 of 3`, counting what entered the verdict. */
export function validTrials(contender: ContenderResult): string {
  const valid = contender.trials.filter((trial) => trial.valid).length
  return `${valid} of ${contender.trials.length}`
}

export function invalidTrialReasons(contender: ContenderResult): string {
  const reasons = contender.trials
    .filter((trial) => !trial.valid)
    .map((trial) => {
      const failed = trial.gates.filter((gate) => !gate.ok).map((gate) => gate.message)
      const why = trial.error === null ? failed : [trial.error.message, ...failed]
      return `Trial ${trial.index + 1}: ${why.join(' ') || trial.status}`
    })
  return reasons.length === 0 ? `${plural(contender.trials.length, 'trial')}, all valid.` : reasons.join(' ')
}
