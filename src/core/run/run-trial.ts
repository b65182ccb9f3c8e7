// One trial: start a fresh server, drive it, keep what was measured, stop everything. A server's failure is a
// result of the trial and never ends the run.
import { TailraceError, toEnvelope } from '../../model/errors.ts'
import type { GeneratorEvent, GeneratorSummary, LoadSpec, Window } from '../../model/generator.ts'
import type { Manifest } from '../../model/manifest.ts'
import type { PlannedTrial } from '../../model/plan.ts'
import type { Contender } from '../../model/profile.ts'
import type { Identity } from '../../model/result.ts'
import type { StoredTrial } from '../../model/stored-run.ts'
import type { Generator } from '../load/start-generator.ts'
import type { RunningServer } from '../runtime/backend.ts'
import { workPath } from '../runtime/work-path.ts'
import { evaluateGates } from '../stats/validity.ts'
import { createLiveView, type LiveView } from './live-view.ts'
import type { RunContext } from './run-context.ts'

const readyDeadlineMs = 30_000

export type StageListener = (stage: 'starting' | 'warm-up' | 'measure') => void

interface Measured {
  identity: Identity | null
  summary: GeneratorSummary | null
  probesUnchanged: boolean
  /** the measured phase, by index: a later window replaces an earlier one */
  readonly windows: Map<number, Window>
}

/** Runs one trial to its end and stores it; resolves with its status. Throws only what ends the whole run. */
export async function runTrial(
  context: RunContext,
  trial: PlannedTrial,
  contender: Contender,
  manifest: Manifest,
  onStage: StageListener,
): Promise<StoredTrial['status']> {
  const { store, runId, clock } = context
  store.startTrial(runId, trial, clock.wallTime())
  const measured: Measured = { identity: null, summary: null, probesUnchanged: true, windows: new Map() }
  let failure: unknown = null
  try {
    await measureTrial(context, trial, contender, manifest, onStage, measured)
  } catch (error) {
    failure = error
  }
  const status = statusOf(context.signal, failure)
  const { summary } = measured
  const { probesUnchanged } = measured
  const windows = [...measured.windows.values()]
  const gates =
    summary === null ? [] : evaluateGates({ plan: context.plan, trial, summary, windows, probesUnchanged })
  store.finishTrial(runId, trial.index, {
    status,
    error: failure === null || status === 'cancelled' ? null : toEnvelope(failure),
    identity: measured.identity,
    gates,
    summary,
  })
  if (gates.length > 0) context.onEvent({ type: 'gates', runId, trialIndex: trial.index, gates })
  return status
}

function statusOf(signal: AbortSignal, failure: unknown): StoredTrial['status'] {
  if (signal.aborted) return 'cancelled'
  return failure === null ? 'completed' : 'failed'
}

async function measureTrial(
  context: RunContext,
  trial: PlannedTrial,
  contender: Contender,
  manifest: Manifest,
  onStage: StageListener,
  measured: Measured,
): Promise<void> {
  const { plan, store, runId, signal } = context
  const live = createLiveView(trial, plan.profile.trials.warmUpSeconds, plan.profile.load.kind === 'open')
  onStage('starting')
  const server = await context.backend.start(manifest, {
    contender,
    cpus: trial.serverCpus,
    memoryMb: contender.memoryMb,
    seed: trial.seed,
    readyDeadlineMs,
    signal,
    telemetry: (line) => {
      store.addTelemetry(runId, trial.index, line)
      live.noteLag(line.lagUs.max)
    },
    log: (line) => store.addLog(runId, trial.index, line),
  })
  try {
    measured.identity = server.identity
    await using generator = await context.startGenerator(trial.generatorCpus)
    await server.probe()
    await driveServer(context, trial, server, generator, live, onStage, measured)
    if (signal.aborted) return
    await server.probe().catch((error: unknown) => {
      measured.probesUnchanged = false
      throw error
    })
  } finally {
    await server.stop()
  }
}

/** Drives the load; ends early with `server.exited` when the server dies under it. */
async function driveServer(
  context: RunContext,
  trial: PlannedTrial,
  server: RunningServer,
  generator: Generator,
  live: LiveView,
  onStage: StageListener,
  measured: Measured,
): Promise<void> {
  const stopLoad = new AbortController()
  const forward = () => stopLoad.abort()
  context.signal.addEventListener('abort', forward, { once: true })
  if (context.signal.aborted) stopLoad.abort()
  let death: TailraceError | null = null
  let driving = true
  void server.exited.then((exit) => {
    if (!driving) return
    death = new TailraceError(
      'server.exited',
      `The server ended by itself under load: ${describeExit(exit)}`,
      {
        context: { ...exit },
      },
    )
    stopLoad.abort()
  })
  try {
    measured.summary = await generator.run(
      loadSpec(context, trial, server),
      (event) => keepEvent(context, trial, live, onStage, measured, event),
      stopLoad.signal,
    )
  } finally {
    driving = false
    context.signal.removeEventListener('abort', forward)
  }
  if (death !== null) throw death
}

function describeExit(exit: { code: number | null; signal: string | null; lastLines: string[] }): string {
  const how = exit.signal === null ? `exit code ${exit.code}` : `signal ${exit.signal}`
  const last = exit.lastLines.at(-1)
  return last === undefined ? how : `${how}; last line: ${last}`
}

function loadSpec(context: RunContext, trial: PlannedTrial, server: RunningServer): LoadSpec {
  const { profile } = context.plan
  return {
    host: server.host,
    port: server.port,
    method: 'GET',
    path: workPath(profile.workload),
    headers: {},
    load: profile.load,
    warmUpSeconds: profile.trials.warmUpSeconds,
    warmUpUntilSteady: profile.trials.warmUpUntilSteady,
    measureSeconds: profile.trials.measureSeconds,
    connections: profile.connections,
    timeoutMs: profile.timeoutMs,
    balance: profile.balance,
    pacing: trial.pacing,
    threads: 1,
    seed: trial.seed,
  }
}

function keepEvent(
  context: RunContext,
  trial: PlannedTrial,
  live: LiveView,
  onStage: StageListener,
  measured: Measured,
  event: GeneratorEvent,
): void {
  if (event.type === 'phase') onStage(event.phase)
  if (event.type !== 'window') return
  const { store, runId } = context
  store.addWindow(runId, trial.index, event.window)
  if (event.window.phase === 'measure') measured.windows.set(event.window.index, event.window)
  const point = live.add(event.window)
  if (point === null) return
  store.addPoint(runId, trial.index, point)
  context.onEvent({ type: 'point', runId, point })
}
