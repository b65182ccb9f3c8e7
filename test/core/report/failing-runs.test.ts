// What the result says of a run that went wrong: failing, overloaded, invalid, cut off.
import { describe, expect, it } from 'vitest'
import { buildResult } from '../../../src/core/report/build-result.ts'
import type { ErrorEnvelope } from '../../../src/model/errors.ts'
import { resultSchema } from '../../../src/model/result.ts'
import type { StoredRun, StoredTrial } from '../../../src/model/stored-run.ts'
import { makeCounts, makeSummary, makeWindow } from '../../fakes/make-measurements.ts'
import { makePlan } from '../../fakes/make-plan.ts'
import { makeStoredRun, makeStoredTrial } from '../../fakes/make-run.ts'

const failure = (code: ErrorEnvelope['code'], message: string): ErrorEnvelope => ({
  code,
  message,
  hint: 'mend it',
  context: {},
})

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

describe('a contender that fails', () => {
  const failing = Array.from({ length: 32 }, (_, index) =>
    makeWindow(index, new Array(100).fill(100_000), {
      counts: makeCounts(100, { scheduled: 112, failed: 12, errors: { reset: 12 } }),
      completed: 112,
    }),
  )
  const run = changed((trial) =>
    trial.contenderId === 'fastapi-uvloop' ? { windows: failing, summary: makeSummary(failing) } : {},
  )

  it('has no finite p99, keeps the times of its answers, and stays valid: it is a result', () => {
    const result = buildResult(run)
    expect(result.valid).toBe(true)
    expect(result.contenders[1]).toMatchObject({
      requests: 3 * 32 * 112,
      failed: 3 * 384,
      abandoned: 0,
      errors: { reset: 3 * 384 },
      responseUs: { p99: null, max: null },
      support: { p50: 'solid', p99: 'failed' },
    })
    expect(result.contenders[1]?.okResponseUs.p99).not.toBeNull()
    expect(result.verdicts[0]?.sentence).toContain('FastAPI + uvloop fails at this load in 3 of 3 trials')
  })

  it('misses its objectives', () => {
    const plan = makePlan({
      profile: {
        objectives: [
          { metric: 'p99', atMost: 1_000 },
          { metric: 'errorShare', atMost: 0.1 },
        ],
      },
    })
    const { objectives } = buildResult({ ...run, plan })
    const own = objectives.filter(({ contenderId }) => contenderId === 'fastapi-uvloop')
    expect(own[0]).toMatchObject({ metric: 'p99', value: null, ok: false })
    expect(own[1]).toMatchObject({ metric: 'errorShare', value: 12 / 112, ok: false })
  })
})

describe('an overloaded contender', () => {
  it('is named so and gets no ratio', () => {
    const growing = Array.from({ length: 32 }, (_, index) =>
      makeWindow(index, new Array(112).fill(100_000), { completed: 90, inFlight: 22 * (index + 1) }),
    )
    const result = buildResult(
      changed((trial) =>
        trial.contenderId === 'fastapi-uvloop' ? { windows: growing, summary: makeSummary(growing) } : {},
      ),
    )
    expect(result.contenders.map(({ overloaded }) => overloaded)).toEqual([false, true])
    expect(result.contenders[1]?.achievedRate).toBe(360)
    expect(result.verdicts[0]).toMatchObject({ kind: 'overloaded', ratio: null })
  })
})

describe('an invalid trial', () => {
  const spoil = (blocks: number) =>
    changed(
      (trial) =>
        trial.block < blocks && trial.contenderId === 'node-cluster'
          ? {
              gates: [
                {
                  id: 'generator-cpu',
                  ok: false,
                  message: 'The generator was too busy.',
                  value: 0.9,
                  bound: 0.7,
                },
              ],
            }
          : {},
      makeStoredRun({ plan: solidPlan() }),
    )

  it('is shown, named, and takes its whole block out of the verdict', () => {
    const result = buildResult(spoil(1))
    expect(result.valid).toBe(true)
    expect(result.invalidReasons[0]).toMatch(/^Trial \d+ \(Node cluster\): The generator was too busy\.$/)
    expect(result.contenders[0]?.requests).toBe(4 * 3_600)
    expect(result.contenders[0]?.trials).toHaveLength(5)
    expect(result.verdicts[0]).toMatchObject({ kind: 'slower', blocks: 4 })
  })

  it('makes the run invalid where too few blocks are left, and still shows its numbers', () => {
    const result = buildResult(spoil(5))
    expect(result.valid).toBe(false)
    expect(result.invalidReasons[0]).toBe('Only 0 of 5 blocks are valid, and 3 are needed.')
    expect(result.contenders[0]?.responseUs.p50).not.toBeNull()
    expect(result.verdicts[0]).toMatchObject({ kind: 'not-valid', ratio: null })
  })
})

describe('a run that was cut off', () => {
  it('shows what its windows hold', () => {
    const whole = makeStoredTrial()
    const cut = {
      ...whole,
      status: 'interrupted' as const,
      summary: null,
      windows: whole.windows.slice(0, 8),
    }
    const result = buildResult(
      makeStoredRun({ status: 'interrupted', finishedAt: null, trials: [{ ...cut, telemetry: [] }] }),
    )
    expect(result).toMatchObject({ valid: false, status: 'interrupted' })
    expect(result.invalidReasons[0]).toContain('The engine died')
    expect(result.contenders[0]).toMatchObject({ requests: 900, ok: 900, intendedRate: 450, server: null })
    expect(result.contenders[0]?.trials[0]).toMatchObject({ valid: false, measuredSeconds: 2 })
  })

  it('names a contender that could not be provisioned, and what killed one under load', () => {
    const missing = [
      { contenderId: 'fastapi-uvloop', error: failure('provision.failed', 'No wheel was found') },
    ]
    const run = makeStoredRun({ missing })
    const result = buildResult({
      ...run,
      trials: run.trials
        .filter((trial) => trial.contenderId === 'node-cluster')
        .map((trial) => ({
          ...trial,
          status: 'failed',
          error: failure('server.exited', 'It ended by itself'),
        })),
    })
    expect(result.contenders.map(({ error }) => error?.code)).toEqual(['server.exited', 'provision.failed'])
    expect(result.invalidReasons).toContain('FastAPI + uvloop has no result: No wheel was found')
    expect(result.contenders[0]?.requests).toBe(3 * 3_600)
  })

  it('has nothing to say of a run without a trial but why', () => {
    const result = buildResult(makeStoredRun({ trials: [], status: 'cancelled' }))
    expect(resultSchema.parse(result)).toMatchObject({ valid: false })
    expect(result.contenders[0]).toMatchObject({
      requests: 0,
      responseUs: { p50: null, max: null },
      curve: [],
    })
  })
})
