// The only place where the stages meet: provision → for each trial: start, warm up, drive, store → finish.
// Cancel is looked at between all of them and reaches into each; what was measured is kept.
import { TailraceError, toEnvelope } from '../../model/errors.ts'
import type { RunProgress, Stage } from '../../model/live.ts'
import type { Manifest } from '../../model/manifest.ts'
import type { PlannedTrial } from '../../model/plan.ts'
import type { Contender } from '../../model/profile.ts'
import type { RunStatus } from '../../model/result.ts'
import { buildTrialResult } from '../report/build-result.ts'
import { provisionContenders } from './provision-contenders.ts'
import type { RunContext } from './run-context.ts'
import { runTrial } from './run-trial.ts'

/** Executes the plan; resolves when every server is gone and the run is stored. Never rejects for a trial's failure. */
export async function executeRun(context: RunContext): Promise<RunStatus> {
  const { store, runId, plan, clock, onEvent } = context
  const startedMs = clock.nowMs()
  store.createRun({ runId, plan, startedAt: clock.wallTime() })
  let done = 0
  const report = (stage: Stage, trial: PlannedTrial | null) => {
    const progress: RunProgress = {
      runId,
      stage,
      trialIndex: trial?.index ?? null,
      contenderId: trial?.contenderId ?? null,
      trialsDone: done,
      trialsTotal: plan.trials.length,
      elapsedSeconds: (clock.nowMs() - startedMs) / 1000,
      estimatedSeconds: plan.estimate.seconds,
    }
    onEvent({ type: 'progress', progress })
  }
  let status: RunStatus = 'failed'
  let failure: unknown = null
  try {
    report('provisioning', null)
    const ready = await provisionContenders(context)
    for (const trial of plan.trials) {
      if (context.signal.aborted) break
      const found = ready.get(trial.contenderId)
      if (found !== undefined) {
        await oneTrial(context, trial, found, report)
        if (!context.signal.aborted && trial.index < plan.trials.length - 1) {
          report('cool-down', trial)
          await clock.sleep(plan.profile.trials.coolDownSeconds * 1000, context.signal)
        }
      }
      done += 1
    }
    status = context.signal.aborted ? 'cancelled' : ready.size === 0 ? 'failed' : 'completed'
  } catch (error) {
    failure = error
    status = context.signal.aborted ? 'cancelled' : 'failed'
  }
  report('finishing', null)
  store.finishRun(runId, status, clock.wallTime())
  onEvent({ type: 'finished', runId, status, error: failure === null ? null : toEnvelope(failure) })
  return status
}

interface ReadyContender {
  readonly contender: Contender
  readonly manifest: Manifest
}

async function oneTrial(
  context: RunContext,
  trial: PlannedTrial,
  { contender, manifest }: ReadyContender,
  report: (stage: Stage, trial: PlannedTrial) => void,
): Promise<void> {
  await runTrial(context, trial, contender, manifest, (stage) => report(stage, trial))
  const stored = context.store.readTrial(context.runId, trial.index)
  if (stored === null) throw new TailraceError('store.failed', `Trial ${trial.index} was not stored`)
  context.onEvent({ type: 'trial', runId: context.runId, trial: buildTrialResult(stored, context.plan) })
}
