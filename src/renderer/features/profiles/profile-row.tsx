// One profile in the list: what it measures, and what can be done with it.
import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core'
import { IconCopy, IconDots, IconDownload, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { ProfileEntry } from '../../../ipc/contract.ts'
import { ask } from '../../app/engine.ts'
import { go } from '../../app/navigation.ts'
import { ContenderMark } from '../../ui/contender-mark.tsx'
import { describeLoad, describeTrials, describeWorkload } from '../../ui/describe.ts'
import { downloadText } from '../../ui/download.ts'
import { notifyDone, notifyFailure } from '../../ui/notify.tsx'
import { Question } from '../../ui/question.tsx'
import { openProfile } from '../compare/compare-store.ts'
import styles from './profiles.module.css'
import { deleteProfile, duplicateProfile } from './profiles-store.ts'
import { RenameDialog } from './rename-dialog.tsx'

export function ProfileRow({ entry }: { entry: ProfileEntry }) {
  const { profile, builtIn } = entry
  const [asking, setAsking] = useState(false)
  const [renaming, setRenaming] = useState(false)
  const open = (): void => {
    openProfile(entry)
    go('compare')
  }
  const duplicate = (): void => {
    duplicateProfile(profile.id)
      .then((copy) => notifyDone(`Duplicated as “${copy.profile.name}”.`))
      .catch((error: unknown) => notifyFailure('Not duplicated', error))
  }
  const remove = (): void => {
    setAsking(false)
    deleteProfile(profile.id)
      .then(() => notifyDone(`Deleted “${profile.name}”.`))
      .catch((error: unknown) => notifyFailure('Not deleted', error))
  }
  const save = (): void => {
    ask('profiles.export', { id: profile.id })
      .then((file) => downloadText(file.fileName, 'application/json', file.text))
      .catch((error: unknown) => notifyFailure('Not exported', error))
  }
  return (
    <div className={styles.row} data-testid={`profile-row-${profile.id}`}>
      <div style={{ flex: 1, minWidth: 0 }}>
        <Group gap={10} wrap="nowrap">
          <Text fw={560} truncate>
            {profile.name}
          </Text>
          <Group gap={4} wrap="nowrap">
            {profile.contenders.map((contender) => (
              <ContenderMark key={contender.id} colour={contender.colour} width={18} />
            ))}
          </Group>
        </Group>
        <Text size="sm" c="dimmed" truncate>
          {describeWorkload(profile.workload)} · {describeLoad(profile.load)} ·{' '}
          {describeTrials(profile.trials)}
        </Text>
        {profile.description === '' ? null : (
          <Text fz={12.5} c="dimmed" lineClamp={2} mt={2}>
            {profile.description}
          </Text>
        )}
      </div>
      <Button variant="default" size="xs" onClick={open} aria-label={`Open ${profile.name} in Compare`}>
        Open
      </Button>
      <Menu position="bottom-end" width={180}>
        <Menu.Target>
          <ActionIcon aria-label={`More for ${profile.name}`}>
            <IconDots size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCopy size={15} />} onClick={duplicate}>
            Duplicate
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload size={15} />} onClick={save}>
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
        onConfirm={remove}
      >
        “{profile.name}” is removed for good. Runs made from it stay, with the profile they used.
      </Question>
    </div>
  )
}
