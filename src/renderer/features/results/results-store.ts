// The stored runs and the one that is open. Results come from the engine and are never computed here.
import { create } from 'zustand'
import type { ErrorEnvelope } from '../../../model/errors.ts'
import type { Result, RunSummary } from '../../../model/result.ts'
import { ask } from '../../app/engine.ts'
import { shownError } from '../../ui/shown-error.ts'

interface ResultsState {
  /** newest first; null: not yet known */
  runs: readonly RunSummary[] | null
  result: Result | null
  /** the run being fetched */
  loading: string | null
  error: ErrorEnvelope | null
}

export const useResults = create<ResultsState>(() => ({
  runs: null,
  result: null,
  loading: null,
  error: null,
}))

export async function refreshRuns(): Promise<void> {
  try {
    const runs = await ask('history.list', {})
    const newestFirst = [...runs].sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
    useResults.setState({ runs: newestFirst })
  } catch (error) {
    useResults.setState({ error: shownError(error) })
  }
}

export async function openRun(runId: string): Promise<void> {
  if (useResults.getState().loading === runId) return
  useResults.setState({ loading: runId, error: null })
  try {
    const result = await ask('history.get', { runId })
    if (useResults.getState().loading === runId) useResults.setState({ result, loading: null })
  } catch (error) {
    if (useResults.getState().loading === runId) {
      useResults.setState({ error: shownError(error), loading: null, result: null })
    }
  }
}

export async function deleteRun(runId: string): Promise<void> {
  await ask('history.delete', { runId })
  if (useResults.getState().result?.runId === runId) useResults.setState({ result: null })
  await refreshRuns()
}
