// One stored run in the list: what was compared, how, and when.
import { ActionIcon, Group, Text, UnstyledButton } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { RunSummary } from '../../../model/result.ts'
import { ContenderMark } from '../../ui/contender-mark.tsx'
import { formatMoment } from '../../ui/format.ts'

interface Props {
  run: RunSummary
  current: boolean
  onOpen: () => void
  onDelete: () => void
}

export function RunRow({ run, current, onOpen, onDelete }: Props) {
  return (
    <Group wrap="nowrap" gap={4}>
      <UnstyledButton
        p="xs"
        aria-current={current ? 'true' : undefined}
        style={{
          flex: 1,
          minWidth: 0,
          borderRadius: 6,
          background: current ? 'var(--tr-hover)' : '',
        }}
        onClick={onOpen}
        data-testid={`run-row-${run.runId}`}
      >
        <Group justify="space-between" wrap="nowrap" gap="sm">
          <Text size="sm" fw={560} truncate>
            {run.profileName}
          </Text>
          <Text fz={12} c="dimmed" style={{ flex: 'none' }}>
            {formatMoment(run.startedAt)}
          </Text>
        </Group>
        <Group gap={6} wrap="nowrap">
          {run.contenders.map((contender) => (
            <ContenderMark key={contender.label} colour={contender.colour} width={16} />
          ))}
          <Text fz={12} c="dimmed" truncate>
            {run.workload} · {run.load}
            {run.status === 'completed' ? '' : ` · ${run.status}`}
          </Text>
        </Group>
      </UnstyledButton>
      <ActionIcon aria-label={`Delete the run of ${run.profileName}`} onClick={onDelete}>
        <IconTrash size={15} />
      </ActionIcon>
    </Group>
  )
}
