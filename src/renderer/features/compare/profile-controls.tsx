// The profile being edited: which one it is, and saving or dropping the edits.
import { useState } from 'react'
import type { ProfileEntry } from '../../../ipc/contract.ts'
import type { Profile } from '../../../model/profile.ts'
import { notifyDone, notifyFailure } from '../../ui/notify.tsx'
import { saveProfile } from '../profiles/profiles-store.ts'
import { SaveProfileDialog } from '../profiles/save-profile-dialog.tsx'
import { openProfile, useCompare } from './compare-store.ts'
import { sameProfile } from './edit-profile.ts'
import { ProfilePicker } from './profile-picker.tsx'

export function ProfileControls({ draft, entries }: { draft: Profile; entries: readonly ProfileEntry[] }) {
  const source = useCompare((state) => state.source)
  const [saving, setSaving] = useState<Profile | null>(null)
  const save = (): void => {
    saveProfile(draft)
      .then((entry) => {
        openProfile(entry)
        notifyDone(`Saved “${entry.profile.name}”.`)
      })
      .catch((error: unknown) => notifyFailure('Not saved', error))
  }
  return (
    <>
      <ProfilePicker
        entries={entries}
        source={source}
        name={draft.name}
        edited={source === null || !sameProfile(source.profile, draft)}
        onOpen={openProfile}
        onSave={save}
        onSaveAs={() => setSaving(draft)}
        onRevert={() => source !== null && openProfile(source)}
      />
      <SaveProfileDialog
        profile={saving}
        suggestedName={source?.builtIn === true ? `My ${draft.name.toLowerCase()}` : `${draft.name} 2`}
        onClose={() => setSaving(null)}
        onSaved={openProfile}
      />
    </>
  )
}
