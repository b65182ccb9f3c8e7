// Gives a profile of your own another name; its id, and so what refers to it, stays.
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Profile } from '../../../model/profile.ts'
import { notifyFailure } from '../../ui/notify.tsx'
import { saveProfile } from './profiles-store.ts'

export function RenameDialog({ profile, onClose }: { profile: Profile | null; onClose: () => void }) {
  const [name, setName] = useState('')
  useEffect(() => setName(profile?.name ?? ''), [profile])
  const rename = (): void => {
    if (profile === null || name.trim() === '') return
    saveProfile({ ...profile, name: name.trim() })
      .then(onClose)
      .catch((error: unknown) => notifyFailure('Not renamed', error))
  }
  return (
    <Modal opened={profile !== null} onClose={onClose} title="Rename the profile" centered size="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          rename()
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
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={name.trim() === ''} data-testid="profile-save">
              Rename
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
