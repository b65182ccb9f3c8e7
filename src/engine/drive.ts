// The bare generator against a server that already runs: `tailrace drive`. Nothing is started but the generator,
// nothing is stored; the measuring, the gates and the documents are those of a run with one contender.

import { compilePlan } from '../core/plan/compile-plan.ts'
import { buildResult, buildTrialResult } from '../core/report/build-result.ts'
import { renderExport } from '../core/report/render-export.ts'
import { exportFormats } from '../ipc/contract.ts'
import type { RunEvent, Stage } from '../model/live.ts'
import type { Plan } from '../model/plan.ts'
import type { Result, RunStatus } from '../model/result.ts'
import type { StoredRun, StoredTrial } from '../model/stored-run.ts'
import { type DriveRequest, driveProfile, parseTarget } from './drive-profile.ts'
import { runDriveTrial } from './drive-trial.ts'
import { startGuardedGenerator } from './engine-parts.ts'
import { openFolders } from './folders.ts'
import { startGuardian } from './guard.ts'
import { gatherHost } from './host-facts.ts'
import type { Installation } from './installation.ts'
import { acquireMeasurementLock } from './measurement-lock.ts'

export interface DriveOptions {
  readonly installation: Installation
  /** before the first request */
  readonly onPlan: (plan: Plan) => void
  readonly onEvent: (event: RunEvent) => void
  /** the user's cancel: what was measured is kept */
  readonly signal: AbortSignal
}

export interface Driven {
  readonly result: Result
  /** every export format, by file name */
  readonly files: readonly { readonly name: string; readonly text: string }[]
}

/** Throws `load.target-not-loopback`, `load.invalid`, `run.busy`, `plan.impossible` before anything is sent. */
export async function drive(request: DriveRequest, options: DriveOptions): Promise<Driven> {
  const { installation, signal, onEvent } = options
  const target = parseTarget(request.url)
  const profile = driveProfile(request, target)
  const host = await gatherHost(installation.version)
  const plan = compilePlan({ profile, host, knobs: { target: {} }, workers: { target: 1 } })
  const folders = openFolders()
  await using _lock = await acquireMeasurementLock(folders.data)
  await using resources = new AsyncDisposableStack()
  const guardian = resources.adopt(
    await startGuardian({ entry: installation.entry('guardian'), nodePath: installation.nodePath }),
    (started) => started.stop(),
  )
  options.onPlan(plan)

  const runId = `drive-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`
  const startedAt = new Date().toISOString()
  const startedMs = performance.now()
  const trials: StoredTrial[] = []
  const tell = (stage: Stage, trialIndex: number | null): void => {
    const progress = {
      runId,
      stage,
      trialIndex,
      contenderId: trialIndex === null ? null : 'target',
      trialsDone: trials.length,
      trialsTotal: plan.trials.length,
      elapsedSeconds: (performance.now() - startedMs) / 1_000,
      estimatedSeconds: plan.estimate.seconds,
    }
    onEvent({ type: 'progress', progress })
  }
  const stored = (status: RunStatus): StoredRun => {
    const finishedAt = status === 'running' ? null : new Date().toISOString()
    return { runId, plan, status, startedAt, finishedAt, missing: [], trials: [...trials] }
  }
  for (const trial of plan.trials) {
    if (signal.aborted) break
    tell('starting', trial.index)
    await using generator = await startGuardedGenerator(installation, guardian, trial.generatorCpus)
    const done = await runDriveTrial({
      request,
      target,
      plan,
      trial,
      generator,
      signal,
      onStage: (stage) => tell(stage, trial.index),
      onPoint: (point) => onEvent({ type: 'point', runId, point }),
    })
    trials.push(done)
    onEvent({ type: 'trial', runId, trial: buildTrialResult(done, plan) })
  }
  const run = stored(signal.aborted ? 'cancelled' : 'completed')
  return {
    result: buildResult(run),
    files: exportFormats.map((format) => ({ name: format, text: renderExport(run, format).text })),
  }
}
