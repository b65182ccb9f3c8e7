// A run as the Live screen knows it, and how each event changes that. Pure; the engine's word is final.
import type { ActiveRun } from '../../../ipc/contract.ts'
import type { ErrorEnvelope } from '../../../model/errors.ts'
import type { LivePoint, ProvisionStep, RunEvent, RunProgress } from '../../../model/live.ts'
import type { Plan } from '../../../model/plan.ts'
import type { Gate, RunStatus, TrialResult } from '../../../model/result.ts'

export interface LiveState {
  readonly status: 'idle' | 'running' | 'finished'
  readonly runId: string | null
  readonly plan: Plan | null
  readonly progress: RunProgress | null
  readonly points: readonly LivePoint[]
  /** the newest step of each contender, in order of appearance */
  readonly provision: readonly ProvisionStep[]
  readonly missing: readonly { contenderId: string; error: ErrorEnvelope }[]
  readonly gates: { readonly trialIndex: number; readonly gates: readonly Gate[] } | null
  readonly trials: readonly TrialResult[]
  readonly outcome: RunStatus | null
  readonly error: ErrorEnvelope | null
}

export const idleLive: LiveState = {
  status: 'idle',
  runId: null,
  plan: null,
  progress: null,
  points: [],
  provision: [],
  missing: [],
  gates: null,
  trials: [],
  outcome: null,
  error: null,
}

/** The engine has accepted a run. Events that came before its answer are kept. */
export function begun(state: LiveState, runId: string, plan: Plan): LiveState {
  if (state.runId === runId) return { ...state, plan }
  return { ...idleLive, status: 'running', runId, plan }
}

/** What the engine says is under way now: replaces whatever this side believed. */
export function resumed(state: LiveState, active: ActiveRun | null): LiveState {
  if (active === null) return state.status === 'running' ? idleLive : state
  const same = state.runId === active.runId
  return {
    ...(same ? state : idleLive),
    status: 'running',
    runId: active.runId,
    plan: active.plan,
    progress: active.progress,
    points: active.points,
    provision: active.provision.reduce<readonly ProvisionStep[]>(withStep, []),
    missing: active.missing,
  }
}

export function reduceLive(before: LiveState, event: RunEvent): LiveState {
  const runId = event.type === 'progress' ? event.progress.runId : event.runId
  if (before.runId === runId && before.status === 'finished') return before
  if (event.type === 'finished' && before.runId !== runId) return before
  // Another window or the command line started this one: draw it all the same.
  const state: LiveState = before.runId === runId ? before : { ...idleLive, status: 'running', runId }
  switch (event.type) {
    case 'progress':
      return { ...state, progress: event.progress }
    case 'provision':
      return { ...state, provision: withStep(state.provision, event.step) }
    case 'missing': {
      const others = state.missing.filter((one) => one.contenderId !== event.contenderId)
      return { ...state, missing: [...others, { contenderId: event.contenderId, error: event.error }] }
    }
    case 'point':
      return { ...state, points: [...state.points, event.point] }
    case 'gates':
      return { ...state, gates: { trialIndex: event.trialIndex, gates: event.gates } }
    case 'trial':
      return { ...state, trials: [...state.trials, event.trial] }
    case 'finished':
      return { ...state, status: 'finished', outcome: event.status, error: event.error }
  }
}

function withStep(steps: readonly ProvisionStep[], step: ProvisionStep): readonly ProvisionStep[] {
  const at = steps.findIndex((one) => one.contenderId === step.contenderId)
  if (at < 0) return [...steps, step]
  return steps.map((one, index) => (index === at ? step : one))
}

/** The trial under way and, of each contender, the newest one that is over: what the charts show. */
export function shownTrials(points: readonly LivePoint[], currentTrial: number | null): Set<number> {
  const newest = new Map<string, number>()
  for (const point of points) {
    if (point.trialIndex === currentTrial) continue
    const known = newest.get(point.contenderId)
    if (known === undefined || point.trialIndex > known) newest.set(point.contenderId, point.trialIndex)
  }
  const shown = new Set(newest.values())
  if (currentTrial !== null) shown.add(currentTrial)
  return shown
}
