// Keeps the stores in step with the engine: fetches all on every (re)connection and follows its events.
import { useEffect } from 'react'
import { openProfile, resumeDraft, scheduleCompile, useCompare } from '../features/compare/compare-store.ts'
import { recallDraft, rememberDraft } from '../features/compare/draft-memory.ts'
import { followRuns, resumeRun, useLive } from '../features/live/live-store.ts'
import { refreshProfiles, useProfiles } from '../features/profiles/profiles-store.ts'
import { openRun, refreshRuns, useResults } from '../features/results/results-store.ts'
import { shownError } from '../ui/shown-error.ts'
import { ask, listen, useEngine } from './engine.ts'
import { go, usePlace } from './navigation.ts'

export const firstProfileId = 'first-look'

export function useEngineSession(): void {
  const connection = useEngine((state) => state.connection)
  const attached = useEngine((state) => state.attached)
  useEffect(() => {
    if (!attached) return
    const ends = [
      useCompare.subscribe(({ source, draft }) => {
        if (draft !== null) rememberDraft(sessionStorage, { sourceId: source?.profile.id ?? null, draft })
      }),
      // A crashed engine is started again by the shell; what this side believed of a run died with the old one.
      listen('engine', ({ state }) =>
        useEngine.setState({ connection: state === 'ready' ? 'connected' : 'lost' }),
      ),
      listen('profiles', (entries) => useProfiles.setState({ entries })),
      followRuns((runId) => {
        void refreshRuns()
        void refreshRuntimes()
        // Whoever looked at it while it ran has an unfinished result on screen.
        if (useResults.getState().result?.runId === runId) void openRun(runId)
        const completed = useLive.getState().outcome === 'completed'
        if (completed && usePlace.getState().screen === 'live') go('results', runId)
      }),
    ]
    return () => {
      for (const end of ends) end()
    }
  }, [attached])
  useEffect(() => {
    if (connection === 'connected') void fetchAll()
  }, [connection])
}

async function fetchAll(): Promise<void> {
  try {
    await Promise.all([fetchCatalogue(), fetchProfiles(), resumeRun(), refreshRuns()])
    useEngine.setState({ error: null })
    await refreshRuntimes()
  } catch (error) {
    useEngine.setState({ error: shownError(error) })
  }
}

async function fetchCatalogue(): Promise<void> {
  const [info, catalogue] = await Promise.all([ask('engine.info', {}), ask('catalogue.list', {})])
  useEngine.setState({ info, manifests: catalogue.manifests })
}

async function fetchProfiles(): Promise<void> {
  await refreshProfiles()
  const { entries } = useProfiles.getState()
  if (useCompare.getState().draft !== null) {
    scheduleCompile(0)
    return
  }
  const remembered = recallDraft(sessionStorage)
  if (remembered !== null) {
    const source = entries?.find((entry) => entry.profile.id === remembered.sourceId) ?? null
    resumeDraft(source, remembered.draft)
    return
  }
  const first = entries?.find((entry) => entry.profile.id === firstProfileId) ?? entries?.[0]
  if (first !== undefined) openProfile(first)
}

/** What is there and what would have to be made; looking takes a moment, so nothing waits for it. */
async function refreshRuntimes(): Promise<void> {
  try {
    useEngine.setState({ statuses: await ask('runtimes.status', {}) })
  } catch (error) {
    useEngine.setState({ error: shownError(error) })
  }
}
