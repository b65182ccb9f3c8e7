// The stored profiles, as the engine last told. Changes go to the engine and come back as its list.
import { create } from 'zustand'
import type { ProfileEntry } from '../../../ipc/contract.ts'
import type { ErrorEnvelope } from '../../../model/errors.ts'
import type { Profile } from '../../../model/profile.ts'
import { ask } from '../../app/engine.ts'
import { shownError } from '../../ui/shown-error.ts'

interface ProfilesState {
  /** null: not yet known */
  entries: readonly ProfileEntry[] | null
  error: ErrorEnvelope | null
}

export const useProfiles = create<ProfilesState>(() => ({ entries: null, error: null }))

export async function refreshProfiles(): Promise<void> {
  try {
    useProfiles.setState({ entries: await ask('profiles.list', {}), error: null })
  } catch (error) {
    useProfiles.setState({ error: shownError(error) })
  }
}

/** Creates or replaces; rejects with the engine's coded error. */
export async function saveProfile(profile: Profile): Promise<ProfileEntry> {
  const saved = await ask('profiles.save', { profile })
  await refreshProfiles()
  return { profile: saved, builtIn: false }
}

export async function duplicateProfile(id: string): Promise<ProfileEntry> {
  const profile = await ask('profiles.duplicate', { id })
  await refreshProfiles()
  return { profile, builtIn: false }
}

export async function deleteProfile(id: string): Promise<void> {
  await ask('profiles.delete', { id })
  await refreshProfiles()
}

export async function importProfile(text: string): Promise<ProfileEntry> {
  const profile = await ask('profiles.import', { text })
  await refreshProfiles()
  return { profile, builtIn: false }
}
