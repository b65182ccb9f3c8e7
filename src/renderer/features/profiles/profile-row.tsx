// One profile in the list: what it measures, and the way into Compare.
import { Button, Group, Text } from '@mantine/core'
import type { ProfileEntry } from '../../../ipc/contract.ts'
import { go } from '../../app/navigation.ts'
import { ContenderMark } from '../../ui/contender-mark.tsx'
import { describeLoad, describeTrials, describeWorkload } from '../../ui/describe.ts'
import { openProfile } from '../compare/compare-store.ts'
import { ProfileMenu } from './profile-menu.tsx'
import styles from './profiles.module.css'

export function ProfileRow({ entry }: { entry: ProfileEntry }) {
  const { profile } = entry
  const open = (): void => {
    openProfile(entry)
    go('compare')
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
      <ProfileMenu entry={entry} />
    </div>
  )
}
