// Starts a profile and opens Live on it. The one place where Compare and Results hand over to Live.
import type { Profile } from '../../../model/profile.ts'
import { go } from '../../app/navigation.ts'
import { beginRun } from '../live/live-store.ts'
import { startRun } from './compare-store.ts'

/** Resolves to whether the run began; a refusal is in the compare store. */
export async function runAndWatch(profile: Profile): Promise<boolean> {
  const started = await startRun(profile)
  if (started === null) return false
  beginRun(started.runId, started.plan)
  go('live')
  return true
}
