// Stored trials, stored runs and results for tests. A run holds every trial of its plan, measured and valid.
import { buildResult } from '../../src/core/report/build-result.ts'
import type { Result } from '../../src/model/result.ts'
import type { StoredRun, StoredTrial } from '../../src/model/stored-run.ts'
import { makeIdentity, makeSummary, makeTelemetry, makeWindow } from './make-measurements.ts'
import { makePlan } from './make-plan.ts'

/** Response times near `typicalUs` with a tail to 1.3 times as much: the same every time, so tests can know them. */
export function spreadTimes(count: number, typicalUs: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    const rank = ((index * 7_919) % count) / count
    return Math.round(typicalUs * (1 + 0.02 * rank + 0.28 * rank ** 40))
  })
}

export interface TrialParts {
  readonly windows?: number
  readonly requestsPerWindow?: number
  readonly typicalUs?: number
}

/** A completed trial: 32 windows (8 s) of 112 or 113 requests (450/s) near 101 ms. */
export function makeStoredTrial(overrides: Partial<StoredTrial> = {}, parts: TrialParts = {}): StoredTrial {
  const count = parts.windows ?? 32
  const windows = Array.from({ length: count }, (_, index) => {
    const requests = parts.requestsPerWindow ?? 112 + (index % 2)
    return makeWindow(index, spreadTimes(requests, parts.typicalUs ?? 101_000))
  })
  const telemetry = [1, 2, 3, 4].flatMap((second) =>
    ['a', 'b'].map((worker, place) =>
      makeTelemetry({
        worker,
        pid: 100 + place,
        monotonicNs: 1_000_000_000_000 + second * 1_000_000_000,
        requests: second * 225,
        cpuUs: second * 22_500,
      }),
    ),
  )
  return {
    index: 0,
    block: 0,
    contenderId: 'node-cluster',
    status: 'completed',
    error: null,
    startedAt: '2026-01-02T03:04:05.000Z',
    identity: makeIdentity(),
    gates: [],
    summary: makeSummary(windows),
    windows,
    telemetry,
    points: [],
    ...overrides,
  }
}

/** A completed run of {@link makePlan}'s plan; every trial as {@link makeStoredTrial} makes it. */
export function makeStoredRun(overrides: Partial<StoredRun> = {}): StoredRun {
  const plan = overrides.plan ?? makePlan()
  return {
    runId: 'run-1',
    plan,
    status: 'completed',
    startedAt: '2026-01-02T03:04:05.000Z',
    finishedAt: '2026-01-02T03:06:25.000Z',
    missing: [],
    trials: plan.trials.map(({ index, block, contenderId }) =>
      makeStoredTrial(
        { index, block, contenderId },
        { typicalUs: contenderId === plan.referenceId ? 101_000 : 115_000 },
      ),
    ),
    ...overrides,
  }
}

/** What {@link buildResult} makes of {@link makeStoredRun}, parts replaced. */
export function makeResult(overrides: Partial<Result> = {}): Result {
  return { ...buildResult(makeStoredRun()), ...overrides }
}
