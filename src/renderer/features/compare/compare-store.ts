// The profile being edited, and what the engine makes of it. The plan always comes from the engine, never from here.
import { create } from 'zustand'
import type { ProfileEntry } from '../../../ipc/contract.ts'
import type { ErrorEnvelope } from '../../../model/errors.ts'
import type { Plan } from '../../../model/plan.ts'
import type { Profile } from '../../../model/profile.ts'
import { ask } from '../../app/engine.ts'
import { shownError } from '../../ui/shown-error.ts'

interface CompareState {
  /** what the draft started from; null until the profiles are here */
  source: ProfileEntry | null
  draft: Profile | null
  plan: Plan | null
  planError: ErrorEnvelope | null
  compiling: boolean
  starting: boolean
  startError: ErrorEnvelope | null
}

export const useCompare = create<CompareState>(() => ({
  source: null,
  draft: null,
  plan: null,
  planError: null,
  compiling: false,
  starting: false,
  startError: null,
}))

export const compileDelayMs = 250
let timer: ReturnType<typeof setTimeout> | null = null
let sequence = 0

/** Starts over from a stored profile. */
export function openProfile(entry: ProfileEntry): void {
  useCompare.setState({ source: entry, draft: entry.profile, plan: null, planError: null, startError: null })
  scheduleCompile(0)
}

/** Goes on with a draft from before a reload. */
export function resumeDraft(source: ProfileEntry | null, draft: Profile): void {
  useCompare.setState({ source, draft, plan: null, planError: null, startError: null })
  scheduleCompile(0)
}

export function editDraft(change: (draft: Profile) => Profile): void {
  const { draft } = useCompare.getState()
  if (draft === null) return
  useCompare.setState({ draft: change(draft), startError: null })
  scheduleCompile(compileDelayMs)
}

/** Compiles once the edits pause; only the newest answer counts. */
export function scheduleCompile(delayMs: number): void {
  if (timer !== null) clearTimeout(timer)
  sequence += 1
  const mine = sequence
  useCompare.setState({ compiling: true })
  timer = setTimeout(() => void compile(mine), delayMs)
}

async function compile(mine: number): Promise<void> {
  const { draft } = useCompare.getState()
  if (draft === null) return
  try {
    const plan = await ask('plan.compile', { profile: draft })
    if (mine === sequence) useCompare.setState({ plan, planError: null, compiling: false })
  } catch (error) {
    if (mine === sequence) {
      useCompare.setState({ plan: null, planError: shownError(error), compiling: false })
    }
  }
}

/** Resolves with the run's id, or null where the engine refused (the reason is in the store). */
export async function startRun(profile: Profile): Promise<{ runId: string; plan: Plan } | null> {
  if (useCompare.getState().starting) return null
  useCompare.setState({ starting: true, startError: null })
  try {
    return await ask('run.start', { profile })
  } catch (error) {
    useCompare.setState({ startError: shownError(error) })
    return null
  } finally {
    useCompare.setState({ starting: false })
  }
}
