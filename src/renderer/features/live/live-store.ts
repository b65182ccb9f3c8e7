// The run under way. Listens to the engine; on every (re)connection asks it what is running.
import { create } from 'zustand'
import type { ErrorEnvelope } from '../../../model/errors.ts'
import type { Plan } from '../../../model/plan.ts'
import { ask, listen } from '../../app/engine.ts'
import { shownError } from '../../ui/shown-error.ts'
import { begun, idleLive, type LiveState, reduceLive, resumed } from './live-reducer.ts'

interface LiveStore extends LiveState {
  readonly stopping: boolean
  readonly stopError: ErrorEnvelope | null
}

export const useLive = create<LiveStore>(() => ({ ...idleLive, stopping: false, stopError: null }))

export function beginRun(runId: string, plan: Plan): void {
  useLive.setState((state) => ({ ...begun(state, runId, plan), stopError: null }))
}

/** Follows the engine's events; `onFinished` hears of every run that ends. */
export function followRuns(onFinished: (runId: string) => void): () => void {
  return listen('run', (event) => {
    useLive.setState((state) => reduceLive(state, event))
    const { runId, plan, status } = useLive.getState()
    if (status === 'running' && runId !== null && plan === null) void joinRun()
    if (event.type === 'finished') {
      useLive.setState({ stopping: false })
      onFinished(event.runId)
    }
  })
}

/** Another window or the command line started it: the plan has to be fetched. */
async function joinRun(): Promise<void> {
  try {
    await resumeRun()
  } catch (error) {
    useLive.setState({ error: shownError(error) })
  }
}

let resuming = false

export async function resumeRun(): Promise<void> {
  if (resuming) return
  resuming = true
  try {
    const active = await ask('run.active', {})
    useLive.setState((state) => resumed(state, active))
  } finally {
    resuming = false
  }
}

/** Returns when every server of the run is gone. */
export async function stopRun(): Promise<void> {
  const { runId, stopping } = useLive.getState()
  if (runId === null || stopping) return
  useLive.setState({ stopping: true, stopError: null })
  try {
    await ask('run.cancel', { runId })
  } catch (error) {
    useLive.setState({ stopError: shownError(error) })
  } finally {
    useLive.setState({ stopping: false })
  }
}
