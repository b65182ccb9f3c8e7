// The result document of a sound run: its numbers, its warnings, the server's own view.
import { describe, expect, it } from 'vitest'
import { buildResult, buildTrialResult } from '../../../src/core/report/build-result.ts'
import { resultSchema } from '../../../src/model/result.ts'
import type { StoredRun, StoredTrial } from '../../../src/model/stored-run.ts'
import { makeIdentity, makeSummary, makeTelemetry } from '../../fakes/make-measurements.ts'
import { makePlan } from '../../fakes/make-plan.ts'
import { makeStoredRun, makeStoredTrial } from '../../fakes/make-run.ts'

/** The run with each trial changed. */
function changed(change: (trial: StoredTrial) => Partial<StoredTrial>, run = makeStoredRun()): StoredRun {
  return { ...run, trials: run.trials.map((trial) => ({ ...trial, ...change(trial) })) }
}

const solidPlan = (objectives: { metric: 'p99' | 'errorShare'; atMost: number }[] = []) =>
  makePlan({
    profile: {
      objectives,
      trials: {
        preset: 'custom',
        blocks: 5,
        warmUpSeconds: 5,
        warmUpUntilSteady: false,
        measureSeconds: 8,
        coolDownSeconds: 1,
      },
    },
  })

describe('a sound run', () => {
  const result = buildResult(makeStoredRun({ plan: solidPlan([{ metric: 'p99', atMost: 120 }]) }))

  it('is what the schema says, and valid', () => {
    expect(resultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result)
    expect(result).toMatchObject({ valid: true, invalidReasons: [], warnings: [], loadKind: 'open' })
  })

  it('pools the trials of each contender', () => {
    expect(result.contenders[0]).toMatchObject({
      id: 'node-cluster',
      requests: 5 * 3_600,
      ok: 5 * 3_600,
      intendedRate: 450,
      achievedRate: 450,
      support: { p50: 'solid', p90: 'solid', p99: 'solid', p999: 'grey' },
      workerShare: 1,
      workers: { a: 9_000, b: 9_000 },
      generatorCpuUsPerRequest: 12,
      overloaded: false,
      error: null,
    })
    expect(result.contenders[0]?.trials).toHaveLength(5)
  })

  it('keeps the dust of clock readings out of rates', () => {
    const trial = makeStoredTrial()
    const summary = makeSummary(trial.windows, { measuredSeconds: 8.000000000000002 })
    const found = buildTrialResult({ ...trial, summary }, makePlan())
    expect([found.intendedRate, found.measuredSeconds]).toEqual([450, 8])
  })

  it('gives a verdict at the headline, the rest exploratory', () => {
    expect(result.verdicts.map(({ percentile, exploratory }) => [percentile, exploratory])).toEqual([
      ['p99', false],
      ['p50', true],
      ['p90', true],
      ['p999', true],
    ])
    expect(result.verdicts[0]).toMatchObject({ contenderId: 'fastapi-uvloop', kind: 'slower', blocks: 5 })
  })

  it('judges the objectives in the units of the profile', () => {
    expect(result.objectives).toEqual([
      { contenderId: 'node-cluster', metric: 'p99', atMost: 120, value: 116.863, ok: true },
      { contenderId: 'fastapi-uvloop', metric: 'p99', atMost: 120, value: 133.119, ok: false },
    ])
  })

  it('reads the server’s own view from the measured phase', () => {
    // two processes: each 300 requests' telemetry apart by 3 s with 67.5 ms CPU
    expect(result.contenders[0]?.server).toEqual({
      workers: 2,
      cpuUsPerRequest: 100,
      rssBytesMax: 120_000_000,
      lagUs: { p50: 50, p99: 900, max: 1_500 },
      gcPauseUs: 0,
      gilEnabled: null,
      loopClass: 'libuv',
    })
  })
})

describe('the server’s view', () => {
  const at = (second: number) => 1_000_000_000_000 + second * 1_000_000_000
  const viewOf = (telemetry: StoredTrial['telemetry']) =>
    buildTrialResult(makeStoredTrial({ telemetry }), makePlan()).server

  it('leaves out what was before and after the measured phase', () => {
    const outside = [-3, 0, 9.5].map((second) =>
      makeTelemetry({ monotonicNs: at(second), lagUs: { p50: 9e6, p99: 9e6, max: 9e6 } }),
    )
    expect(viewOf([...outside, makeTelemetry({ monotonicNs: at(1) })])?.lagUs?.max).toBe(1_500)
    expect(viewOf(outside)).toBeNull()
  })

  it('counts CPU and memory of a process once, however many threads report it', () => {
    const lines = [1, 2].flatMap((second) =>
      ['t1', 't2'].map((worker) =>
        makeTelemetry({
          worker,
          pid: 7,
          monotonicNs: at(second),
          cpuUs: second * 1_000,
          requests: second * 50,
          rssBytes: 5_000,
          gilEnabled: false,
        }),
      ),
    )
    expect(viewOf(lines)).toMatchObject({
      workers: 2,
      cpuUsPerRequest: 1_000 / 100,
      rssBytesMax: 5_000,
      gilEnabled: false,
    })
  })

  it('counts a worker nobody was answered by in the worker share', () => {
    const telemetry = ['a', 'b', 'c', 'd'].map((worker) => makeTelemetry({ worker, monotonicNs: at(1) }))
    const trial = makeStoredTrial({ telemetry })
    const summary = makeSummary(trial.windows, { workers: { a: 47, b: 17 } })
    expect(buildTrialResult({ ...trial, summary }, makePlan()).workerShare).toBeCloseTo(47 / 16, 12)
  })
})

describe('warnings', () => {
  const warningsOf = (own: Partial<Parameters<typeof makeIdentity>[0]>, other = {}) =>
    buildResult(
      changed((trial) => ({
        identity: makeIdentity(trial.contenderId === 'node-cluster' ? own : other),
      })),
    ).warnings

  it('name an interpreter without PGO, parsers and library versions that differ', () => {
    const warnings = warningsOf(
      { build: { pgo: true }, settings: { httpParser: 'httptools' }, versions: { fastapi: '0.165.0' } },
      {
        build: { pgo: false },
        settings: { httpParser: 'h11' },
        versions: { fastapi: '0.164.0', python: '3.13.15' },
      },
    )
    expect(warnings).toEqual([
      expect.stringMatching(/^FastAPI \+ uvloop: its interpreter was built without .*PGO/),
      expect.stringContaining('HTTP parsers differ: Node cluster httptools, FastAPI + uvloop h11.'),
      'Versions differ: fastapi (Node cluster 0.165.0, FastAPI + uvloop 0.164.0).',
    ])
  })

  it('do not blame Node’s own releases for having no PGO', () => {
    const node = { build: { pgo: false }, settings: {}, versions: { node: '24.21.0' } }
    expect(warningsOf(node, node)).toEqual([])
  })

  it('name a contender that changed during the run', () => {
    const { warnings } = buildResult(
      changed((trial) => ({ identity: makeIdentity({ versions: { node: `24.${trial.block}` } }) })),
    )
    expect(warnings).toContain(
      'Node cluster was not the same in every trial: its versions or build changed during the run.',
    )
  })

  it('name connections that were spread badly, and repeat the plan’s', () => {
    const run = changed((trial) => ({ summary: makeSummary(trial.windows, { workers: { a: 90, b: 10 } }) }))
    const { warnings } = buildResult({ ...run, plan: { ...run.plan, warnings: ['Shared cores.'] } })
    expect(warnings).toContainEqual(
      expect.stringContaining('its busiest worker got 1.80 times the mean number of requests'),
    )
    expect(warnings.at(-1)).toBe('Shared cores.')
  })
})
