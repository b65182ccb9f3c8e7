// One trial of a drive: load specification in, stored trial out. Starts and stops nothing.
import type { Generator } from '../core/load/start-generator.ts'
import { createLiveView } from '../core/run/live-view.ts'
import { evaluateGates } from '../core/stats/validity.ts'
import { type ErrorEnvelope, toEnvelope } from '../model/errors.ts'
import type { GeneratorSummary, Phase, Window } from '../model/generator.ts'
import type { LivePoint } from '../model/live.ts'
import type { Plan, PlannedTrial } from '../model/plan.ts'
import type { StoredTrial } from '../model/stored-run.ts'
import type { DriveRequest, Target } from './drive-profile.ts'

export interface DriveTrial {
  readonly request: DriveRequest
  readonly target: Target
  readonly plan: Plan
  readonly trial: PlannedTrial
  readonly generator: Generator
  readonly signal: AbortSignal
  readonly onStage: (stage: Phase) => void
  readonly onPoint: (point: LivePoint) => void
}

/** Never rejects for what happened under load: that is a failed trial with its code. */
export async function runDriveTrial(options: DriveTrial): Promise<StoredTrial> {
  const { request, target, plan, trial, signal } = options
  const { profile } = plan
  const live = createLiveView(trial, profile.trials.warmUpSeconds, profile.load.kind === 'open')
  const windows = new Map<string, Window>()
  const points: LivePoint[] = []
  const startedAt = new Date().toISOString()
  let summary: GeneratorSummary | null = null
  let error: ErrorEnvelope | null = null
  try {
    summary = await options.generator.run(
      {
        host: target.host,
        port: target.port,
        path: target.path,
        method: request.method,
        headers: { ...request.headers },
        load: profile.load,
        warmUpSeconds: profile.trials.warmUpSeconds,
        warmUpUntilSteady: false,
        measureSeconds: profile.trials.measureSeconds,
        connections: profile.connections,
        timeoutMs: profile.timeoutMs,
        balance: profile.balance,
        pacing: trial.pacing,
        threads: request.threads,
        seed: trial.seed,
      },
      (event) => {
        if (event.type === 'phase') options.onStage(event.phase)
        if (event.type !== 'window') return
        // late answers close a window again
        windows.set(`${event.window.phase} ${event.window.index}`, event.window)
        const point = live.add(event.window)
        if (point === null) return
        points.push(point)
        options.onPoint(point)
      },
      signal,
    )
  } catch (failure) {
    if (!signal.aborted) error = toEnvelope(failure)
  }
  const measured = [...windows.values()].filter(({ phase }) => phase === 'measure')
  const gates =
    summary === null ? [] : evaluateGates({ plan, trial, summary, windows: measured, probesUnchanged: true })
  return {
    index: trial.index,
    block: trial.block,
    contenderId: trial.contenderId,
    status: signal.aborted ? 'cancelled' : error === null ? 'completed' : 'failed',
    error,
    startedAt,
    identity: null,
    gates,
    summary,
    windows: [...windows.values()],
    telemetry: [],
    points,
  }
}
