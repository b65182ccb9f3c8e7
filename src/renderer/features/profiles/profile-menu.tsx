// What can be done with a profile besides opening it: duplicate, export and, for your own, rename and delete.
import { ActionIcon, Menu } from '@mantine/core'
import { IconCopy, IconDots, IconDownload, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { ProfileEntry } from '../../../ipc/contract.ts'
import type { Profile } from '../../../model/profile.ts'
import { ask } from '../../app/engine.ts'
import { downloadText } from '../../ui/download.ts'
import { notifyDone, notifyFailure } from '../../ui/notify.tsx'
import { Question } from '../../ui/question.tsx'
import { deleteProfile, duplicateProfile } from './profiles-store.ts'
import { RenameDialog } from './rename-dialog.tsx'

export function ProfileMenu({ entry }: { entry: ProfileEntry }) {
  const { profile, builtIn } = entry
  const [asking, setAsking] = useState(false)
  const [renaming, setRenaming] = useState(false)
  return (
    <>
      <Menu position="bottom-end" width={180}>
        <Menu.Target>
          <ActionIcon aria-label={`More for ${profile.name}`}>
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => duplicate(profile)}>
            Duplicate
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload size={15} />} onClick={() => exportToFile(profile)}>
            Export
          </Menu.Item>
          {builtIn ? null : (
            <>
              <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => setRenaming(true)}>
                Rename…
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item leftSection={<IconTrash size={15} />} onClick={() => setAsking(true)}>
                Delete…
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <RenameDialog profile={renaming ? profile : null} onClose={() => setRenaming(false)} />
      <Question
        opened={asking}
        title="Delete this profile?"
        confirm="Delete"
        confirmTestId="confirm-delete"
        keep="Keep it"
        danger
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          remove(profile)
        }}
      >
        “{profile.name}” is removed for good. Runs made from it stay, with the profile they used.
      </Question>
    </>
  )
}

function duplicate(profile: Profile): void {
  duplicateProfile(profile.id)
    .then((copy) => notifyDone(`Duplicated as “${copy.profile.name}”.`))
    .catch((error: unknown) => notifyFailure('Not duplicated', error))
}

function remove(profile: Profile): void {
  deleteProfile(profile.id)
    .then(() => notifyDone(`Deleted “${profile.name}”.`))
    .catch((error: unknown) => notifyFailure('Not deleted', error))
}

function exportToFile(profile: Profile): void {
  ask('profiles.export', { id: profile.id })
    .then((file) => downloadText(file.fileName, 'application/json', file.text))
    .catch((error: unknown) => notifyFailure('Not exported', error))
}
