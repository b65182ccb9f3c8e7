// A result in words: the answer, why a number is weak, and what speaks against it.
import { describe, expect, test } from 'vitest'
import type { Verdict } from '../../../src/model/result.ts'
import { matchingRuns } from '../../../src/renderer/features/results/matching-runs.ts'
import {
  doubtsOf,
  headlineOf,
  identityDifferences,
  invalidTrialReasons,
  supportReason,
  validTrials,
} from '../../../src/renderer/features/results/result-words.ts'
import { makeIdentity } from '../../fakes/make-measurements.ts'
import { makeResult } from '../../fakes/make-run.ts'

function makeVerdict(overrides: Partial<Verdict> = {}): Verdict {
  return {
    contenderId: 'fastapi-uvloop',
    referenceId: 'node-cluster',
    percentile: 'p99',
    kind: 'undecided',
    ratio: null,
    lower: null,
    upper: null,
    confidence: 0.95,
    blocks: 5,
    exploratory: false,
    sentence: 'Undecided.',
    ...overrides,
  }
}

describe('the headline', () => {
  test('is the clearest verdict on the percentile that was declared before', () => {
    const verdicts = [
      makeVerdict(),
      makeVerdict({ kind: 'slower', sentence: 'FastAPI + uvloop has a 1.8× higher p99.' }),
      makeVerdict({ kind: 'faster', sentence: 'Exploratory.', percentile: 'p50', exploratory: true }),
    ]
    expect(headlineOf(makeResult({ verdicts }))).toEqual({
      main: 'FastAPI + uvloop has a 1.8× higher p99.',
      rest: ['Undecided.'],
      tone: 'plain',
    })
  })

  test('says why there is none', () => {
    const invalid = makeResult({ verdicts: [], valid: false, invalidReasons: ['Too few valid blocks.'] })
    expect(headlineOf(invalid)).toMatchObject({ rest: ['Too few valid blocks.'], tone: 'caution' })
    expect(headlineOf(makeResult({ verdicts: [], status: 'cancelled' })).main).toContain('stopped')
    expect(headlineOf(makeResult({ verdicts: [], status: 'interrupted' })).main).toContain('engine died')
  })

  test('of a single contender claims no comparison', () => {
    const result = makeResult()
    const alone = { ...result, verdicts: [], contenders: result.contenders.slice(0, 1) }
    expect(headlineOf(alone).main).toBe('Node cluster, measured alone: there is nothing to compare it with.')
  })
})

test('a percentile that is not solid always has a reason, a solid one none', () => {
  expect(supportReason('p999', 'solid')).toBeNull()
  for (const support of ['grey', 'few', 'failed'] as const) {
    expect(supportReason('p999', support)).toContain('p99.9')
  }
})

describe('what speaks against a result', () => {
  test('nothing, where nothing is known', () => {
    const result = makeResult({ warnings: [], invalidReasons: [] })
    const contenders = result.contenders.map((one) => ({ ...one, identity: makeIdentity(), workerShare: 1 }))
    expect(doubtsOf({ ...result, contenders })).toEqual([])
  })

  test('a failed gate names contender, trial and sentence', () => {
    const result = makeResult({ warnings: [], invalidReasons: [] })
    const gate = { id: 'schedule', ok: false, message: 'Three requests were late.', value: 3, bound: 0 }
    const contenders = result.contenders.map((one, place) => {
      const trials = one.trials.map((trial, at) =>
        place === 0 && at === 0 ? { ...trial, gates: [gate] } : trial,
      )
      return { ...one, identity: makeIdentity(), trials }
    })
    expect(doubtsOf({ ...result, contenders }).map((doubt) => doubt.points)).toEqual([
      [
        `Node cluster, trial ${(contenders[0]?.trials[0]?.index ?? 0) + 1}: Sent on schedule. Three requests were late.`,
      ],
    ])
  })

  test('a gate that is among the reasons already is not told twice', () => {
    const gate = { id: 'schedule', ok: false, message: 'Three requests were late.', value: 3, bound: 0 }
    const result = makeResult({
      warnings: [],
      invalidReasons: ['Trial 1 (Node cluster): Three requests were late.'],
    })
    const contenders = result.contenders.map((one) => {
      const trials = one.trials.map((trial) => ({ ...trial, gates: [gate] }))
      return { ...one, identity: makeIdentity(), trials }
    })
    expect(doubtsOf({ ...result, contenders }).map((doubt) => doubt.title)).toEqual(['The measurement'])
  })

  test('workers that were used unevenly forbid talk about the event loop', () => {
    const result = makeResult({ warnings: [], invalidReasons: [] })
    const contenders = result.contenders.map((one) => ({
      ...one,
      identity: makeIdentity(),
      workerShare: 1.6,
    }))
    expect(doubtsOf({ ...result, contenders })[0]?.points[0]).toContain('1.60 times the mean')
  })

  test('facts that both have, but not the same', () => {
    const [first, second] = makeResult().contenders
    expect(first && second).toBeDefined()
    if (first === undefined || second === undefined) return
    const differing = identityDifferences([
      { ...first, identity: makeIdentity({ versions: { openssl: '3.5', node: '24' } }) },
      {
        ...second,
        identity: makeIdentity({ versions: { openssl: '3.0', python: '3.13' } }),
      },
    ])
    expect(differing).toEqual([`openssl: ${first.label} 3.5, ${second.label} 3.0`])
  })
})

test('an invalid trial is counted out and says why', () => {
  const contender = makeResult().contenders[0]
  if (contender === undefined) throw expect.fail('the fake has contenders')
  const gate = { id: 'pauses', ok: false, message: 'The generator paused 80 ms.', value: 80, bound: 5 }
  const trials = contender.trials.map((trial, at) =>
    at === 0 ? { ...trial, valid: false, gates: [gate] } : trial,
  )
  const changed = { ...contender, trials }
  expect(validTrials(changed)).toBe(`${trials.length - 1} of ${trials.length}`)
  expect(invalidTrialReasons(changed)).toContain('The generator paused 80 ms.')
  expect(invalidTrialReasons(contender)).toContain('all valid')
})

test('a search finds runs by every word of what the list shows', () => {
  const run = {
    runId: 'run-1',
    profileName: 'First look',
    status: 'completed' as const,
    startedAt: '2026-01-02T03:04:05.000Z',
    finishedAt: null,
    contenders: [{ label: 'Node cluster', colour: 0 }],
    workload: 'wait 100 ms',
    load: 'open loop, 450/s',
  }
  expect(matchingRuns([run], 'node 450')).toEqual([run])
  expect(matchingRuns([run], 'node burst')).toEqual([])
  expect(matchingRuns([run], '  ')).toEqual([run])
})
