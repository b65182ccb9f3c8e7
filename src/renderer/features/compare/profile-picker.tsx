// Which profile is being edited, and what can be done with the edits.
import { Button, Menu, Text } from '@mantine/core'
import { IconCheck, IconChevronDown, IconDeviceFloppy, IconRestore } from '@tabler/icons-react'
import type { ProfileEntry } from '../../../ipc/contract.ts'

interface Props {
  entries: readonly ProfileEntry[]
  source: ProfileEntry | null
  name: string
  edited: boolean
  onOpen: (entry: ProfileEntry) => void
  onSave: () => void
  onSaveAs: () => void
  onRevert: () => void
}

export function ProfilePicker(props: Props) {
  const { entries, source, name, edited, onOpen, onSave, onSaveAs, onRevert } = props
  const own = entries.filter((entry) => !entry.builtIn)
  const builtIn = entries.filter((entry) => entry.builtIn)
  const group = (label: string, list: readonly ProfileEntry[]) =>
    list.length === 0 ? null : (
      <>
        <Menu.Label>{label}</Menu.Label>
        {list.map((entry) => (
          <Menu.Item
            key={entry.profile.id}
            leftSection={
              entry.profile.id === source?.profile.id ? (
                <IconCheck size={14} />
              ) : (
                <span style={{ width: 14, display: 'inline-block' }} />
              )
            }
            onClick={() => onOpen(entry)}
          >
            {entry.profile.name}
          </Menu.Item>
        ))}
      </>
    )
  return (
    <>
      {edited && source !== null ? (
        <Button variant="subtle" color="gray" leftSection={<IconRestore size={15} />} onClick={onRevert}>
          Revert
        </Button>
      ) : null}
      {edited && source?.builtIn === false ? (
        <Button
          variant="default"
          leftSection={<IconDeviceFloppy size={15} />}
          onClick={onSave}
          data-testid="profile-save-now"
        >
          Save
        </Button>
      ) : null}
      <Button variant="default" onClick={onSaveAs} data-testid="profile-save-as">
        Save as…
      </Button>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={15} />} data-testid="profile-picker">
            <Text span c="dimmed" size="sm" mr={6}>
              Profile
            </Text>
            {name}
            {edited ? (
              <Text span c="dimmed" size="sm" ml={6}>
                edited
              </Text>
            ) : null}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
          {group('Yours', own)}
          {group('Built in', builtIn)}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
