// The one run of this engine: starts it, remembers enough for a shell that opens in its middle, cancels it.
import { randomUUID } from 'node:crypto'
import { executeRun } from '../core/run/execute-run.ts'
import type { MissingContender, RunContext } from '../core/run/run-context.ts'
import type { ActiveRun } from '../ipc/contract.ts'
import { TailraceError, toEnvelope } from '../model/errors.ts'
import type { LivePoint, ProvisionStep, RunEvent, RunProgress, Stage } from '../model/live.ts'
import type { Plan } from '../model/plan.ts'

export interface RunManager {
  /** Throws `run.busy` when a run is going on, here or in another Tailrace on this host. */
  start(plan: Plan, allowProvision: boolean): Promise<string>
  /** Resolves when every server of the run is gone; `run.not-found` when it is not the active one. */
  cancel(runId: string): Promise<void>
  active(): ActiveRun | null
  close(): Promise<void>
}

export interface RunManagerOptions {
  readonly context: Omit<RunContext, 'runId' | 'plan' | 'allowProvision' | 'onEvent' | 'signal'>
  readonly acquireLock: () => Promise<AsyncDisposable>
  readonly onEvent: (event: RunEvent) => void
  /** hears every stage before anyone else */
  readonly onStage: (stage: Stage) => void
}

interface Going {
  readonly runId: string
  readonly plan: Plan
  readonly cancel: AbortController
  readonly points: LivePoint[]
  /** the latest step by runtime */
  readonly provision: Map<string, ProvisionStep>
  readonly missing: MissingContender[]
  progress: RunProgress
  ended: Promise<void>
}

export function createRunManager(options: RunManagerOptions): RunManager {
  let going: Going | null = null
  let starting = false

  const start = async (plan: Plan, allowProvision: boolean) => {
    if (going !== null || starting) throw new TailraceError('run.busy', 'A run is going on in this window')
    starting = true
    try {
      const lock = await options.acquireLock()
      const run = newRun(plan)
      going = run
      run.ended = execute(options, run, allowProvision).then(async (finished) => {
        going = null
        await lock[Symbol.asyncDispose]()
        // told last: whoever hears it may start the next run at once
        options.onEvent(finished)
      })
      return run.runId
    } finally {
      starting = false
    }
  }

  const cancel = async (runId: string) => {
    if (going === null || going.runId !== runId) {
      throw new TailraceError('run.not-found', `Run ${runId} is not going on`)
    }
    going.cancel.abort()
    await going.ended
  }

  return {
    start,
    cancel,
    active: () => (going === null ? null : snapshot(going)),
    close: async () => {
      if (going === null) return
      going.cancel.abort()
      await going.ended
    },
  }
}

function newRun(plan: Plan): Going {
  const runId = `${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}-${randomUUID().slice(0, 8)}`
  return {
    runId,
    plan,
    cancel: new AbortController(),
    points: [],
    provision: new Map(),
    missing: [],
    progress: {
      runId,
      stage: 'provisioning',
      trialIndex: null,
      contenderId: null,
      trialsDone: 0,
      trialsTotal: plan.trials.length,
      elapsedSeconds: 0,
      estimatedSeconds: plan.estimate.seconds,
    },
    ended: Promise.resolve(),
  }
}

/** Never rejects: a run that could not even begin still ends with an event that says why. */
async function execute(options: RunManagerOptions, run: Going, allowProvision: boolean): Promise<RunEvent> {
  let finished: RunEvent = { type: 'finished', runId: run.runId, status: 'failed', error: null }
  try {
    await executeRun({
      ...options.context,
      runId: run.runId,
      plan: run.plan,
      allowProvision,
      signal: run.cancel.signal,
      onEvent: (event) => {
        if (event.type === 'finished') {
          finished = event
          return
        }
        remember(run, event)
        if (event.type === 'progress') options.onStage(event.progress.stage)
        options.onEvent(event)
      },
    })
  } catch (error) {
    finished = { ...finished, error: toEnvelope(error) }
  }
  return finished
}

function remember(run: Going, event: RunEvent): void {
  if (event.type === 'progress') run.progress = event.progress
  else if (event.type === 'point') run.points.push(event.point)
  else if (event.type === 'provision') run.provision.set(event.step.runtime, event.step)
  else if (event.type === 'missing') run.missing.push({ contenderId: event.contenderId, error: event.error })
}

function snapshot(run: Going): ActiveRun {
  return {
    runId: run.runId,
    plan: run.plan,
    progress: run.progress,
    points: run.points,
    provision: [...run.provision.values()],
    missing: run.missing,
  }
}
