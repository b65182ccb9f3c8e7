// A stored run in, the one document behind every screen and export out. Pure: the same run, the same result.

import type { Plan } from '../../model/plan.ts'
import type { PercentileName } from '../../model/profile.ts'
import { percentileNames } from '../../model/profile.ts'
import type { ContenderResult, ObjectiveResult, Result, TrialResult, Verdict } from '../../model/result.ts'
import type { StoredRun, StoredTrial } from '../../model/stored-run.ts'
import { quantileWithFailures } from '../histogram/histogram.ts'
import { quantiles } from '../stats/percentiles.ts'
import { percentileCurve } from '../stats/pool.ts'
import { isOverloaded } from '../stats/validity.ts'
import { type ComparedContender, compare } from '../stats/verdict.ts'
import { contenderWarnings } from './identity-warnings.ts'
import { judgeRun } from './judge-run.ts'
import { measuredOf } from './measured.ts'
import { mergeServerViews, serverViewOf } from './server-view.ts'
import { poolSamples, type Sample, sampleOf } from './trial-sample.ts'

interface Analysed {
  readonly stored: StoredTrial
  readonly sample: Sample
  readonly result: TrialResult
}

interface AnalysedContender {
  readonly result: ContenderResult
  readonly trials: readonly Analysed[]
  readonly pooled: Sample
}

export function buildResult(run: StoredRun): Result {
  const { profile } = run.plan
  const analysed = run.trials.map((trial) => analyseTrial(trial, run.plan))
  const contenders = profile.contenders.map((contender) => {
    const missing = run.missing.find((each) => each.contenderId === contender.id)
    return analyseContender(
      run.plan,
      contender.id,
      analysed.filter((trial) => trial.stored.contenderId === contender.id),
      missing?.error ?? null,
    )
  })
  const results = contenders.map((contender) => contender.result)
  return {
    schema: 'tailrace.result/1',
    runId: run.runId,
    profileId: profile.id,
    profileName: profile.name,
    status: run.status,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    ...judgeRun(run, results),
    warnings: [...contenderWarnings(results), ...run.plan.warnings],
    loadKind: profile.load.kind,
    headline: profile.headline,
    host: run.plan.host,
    contenders: results,
    verdicts: verdictsOf(run.plan, contenders),
    objectives: contenders.flatMap((contender) => objectivesOf(run.plan, contender)),
    files: [],
  }
}

export function buildTrialResult(trial: StoredTrial, plan: Plan): TrialResult {
  return analyseTrial(trial, plan).result
}

function analyseTrial(stored: StoredTrial, plan: Plan): Analysed {
  const { load } = plan.profile
  const sample = sampleOf(stored)
  const result: TrialResult = {
    ...measuredOf(sample, [sample], load, serverViewOf(stored)),
    index: stored.index,
    block: stored.block,
    contenderId: stored.contenderId,
    status: stored.status,
    error: stored.error,
    valid: stored.status === 'completed' && stored.gates.every((gate) => gate.ok),
    overloaded: load.kind === 'open' && isOverloaded(stored.windows),
    gates: [...stored.gates],
    warmUpSeconds: sample.warmUpSeconds,
    measuredSeconds: sample.measuredSeconds,
    identity: stored.identity,
    startedAt: stored.startedAt,
  }
  return { stored, sample, result }
}

function analyseContender(
  plan: Plan,
  id: string,
  trials: readonly Analysed[],
  missing: ContenderResult['error'],
): AnalysedContender {
  const contender = plan.profile.contenders.find((each) => each.id === id)
  const used = usedTrials(trials)
  const samples = used.map((trial) => trial.sample)
  const pooled = poolSamples(samples)
  const server = mergeServerViews(used.map((trial) => trial.result.server))
  const measured = trials.filter((trial) => trial.result.requests > 0)
  const overloaded = measured.filter((trial) => trial.result.overloaded).length
  const completed = trials.some((trial) => trial.result.status === 'completed')
  const firstError = trials.map((trial) => trial.result.error).find((error) => error !== null)
  const result: ContenderResult = {
    ...measuredOf(pooled, samples, plan.profile.load, server),
    id,
    label: contender?.label ?? id,
    colour: contender?.colour ?? 0,
    runtime: contender?.runtime ?? id,
    identity: trials.map((trial) => trial.result.identity).find((identity) => identity !== null) ?? null,
    error: missing ?? (completed ? null : (firstError ?? null)),
    // One trial in three: a single odd trial of many does not name a contender overloaded.
    overloaded: overloaded > 0 && overloaded * 3 >= measured.length,
    curve: percentileCurve(pooled.response, pooled.service, pooled.counts.scheduled),
    trials: trials.map((trial) => trial.result),
  }
  return { result, trials, pooled }
}

/**
 * Valid trials, and those whose server died under the load, which is its own doing. Where there is none the contender
 * still shows what was measured, and the run says that it is not valid.
 */
function usedTrials(trials: readonly Analysed[]): readonly Analysed[] {
  const measured = trials.filter((trial) => trial.result.requests > 0)
  const sound = measured.filter(
    ({ result }) => result.valid || (result.status === 'failed' && result.error?.code === 'server.exited'),
  )
  return sound.length > 0 ? sound : measured
}

function verdictsOf(plan: Plan, contenders: readonly AnalysedContender[]): Verdict[] {
  const { headline } = plan.profile
  const reference = contenders.find((contender) => contender.result.id === plan.referenceId)
  if (reference === undefined) return []
  const order = [headline, ...percentileNames.filter((name) => name !== headline)]
  return contenders
    .filter((contender) => contender !== reference)
    .flatMap((contender) =>
      order
        .filter((name) => name === headline || (carries(contender, name) && carries(reference, name)))
        .map((percentile) =>
          compare({
            contender: comparedAt(contender, percentile),
            reference: comparedAt(reference, percentile),
            percentile,
            headline,
            comparisons: contenders.length - 1,
            plannedBlocks: plan.profile.trials.blocks,
          }),
        ),
    )
}

function carries(contender: AnalysedContender, name: PercentileName): boolean {
  const support = contender.result.support[name]
  return support === 'solid' || support === 'grey'
}

function comparedAt({ result, trials }: AnalysedContender, percentile: PercentileName): ComparedContender {
  return {
    id: result.id,
    label: result.label,
    overloaded: result.overloaded,
    missing: result.error === null ? null : `${result.error.message}`,
    trials: trials.map(({ sample, result: trial }) => ({
      block: trial.block,
      valid: trial.valid,
      valueUs: quantileWithFailures(sample.response, quantiles[percentile], sample.counts.scheduled),
    })),
  }
}

/**
 * Percentiles in ms, as the profile gives them. One with too few samples shows no value, and is judged by the sample
 * there is; one that falls among failures is missed.
 */
function objectivesOf(plan: Plan, { result, pooled }: AnalysedContender): ObjectiveResult[] {
  return plan.profile.objectives.map(({ metric, atMost }) => {
    const judged = { contenderId: result.id, metric, atMost }
    if (result.requests === 0) return { ...judged, value: null, ok: false }
    if (metric === 'errorShare') {
      const value = (result.failed + result.abandoned) / result.requests
      return { ...judged, value, ok: value <= atMost }
    }
    const us = quantileWithFailures(pooled.response, quantiles[metric], pooled.counts.scheduled)
    const shown = result.responseUs[metric]
    return {
      ...judged,
      value: shown === null ? null : shown / 1_000,
      ok: us !== null && us <= atMost * 1_000,
    }
  })
}
