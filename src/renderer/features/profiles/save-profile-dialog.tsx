// Asks for a name and saves a profile under it as a new one. Used from Compare and from Results.
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { ProfileEntry } from '../../../ipc/contract.ts'
import type { ErrorEnvelope } from '../../../model/errors.ts'
import type { Profile } from '../../../model/profile.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { shownError } from '../../ui/shown-error.ts'
import { renamedCopy } from '../compare/edit-profile.ts'
import { saveProfile, useProfiles } from './profiles-store.ts'

interface Props {
  /** null: closed */
  profile: Profile | null
  suggestedName: string
  onClose: () => void
  onSaved: (entry: ProfileEntry) => void
}

export function SaveProfileDialog({ profile, suggestedName, onClose, onSaved }: Props) {
  const [name, setName] = useState(suggestedName)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ErrorEnvelope | null>(null)
  useEffect(() => {
    if (profile === null) return
    setName(suggestedName)
    setError(null)
  }, [profile, suggestedName])

  const save = async (): Promise<void> => {
    if (profile === null) return
    setBusy(true)
    try {
      const taken = (useProfiles.getState().entries ?? []).map((entry) => entry.profile.id)
      const entry = await saveProfile(renamedCopy(profile, name.trim(), taken))
      notifyDone(`Saved as “${entry.profile.name}”.`)
      onSaved(entry)
      onClose()
    } catch (failure) {
      setError(shownError(failure))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Modal opened={profile !== null} onClose={onClose} title="Save as a profile" centered size="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Stack gap="md">
          <TextInput
            label="Name"
            value={name}
            maxLength={80}
            data-autofocus
            data-testid="profile-name"
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {error === null ? null : <ErrorNotice error={error} />}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={busy} disabled={name.trim() === ''} data-testid="profile-save">
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
