// The stored runs in a list with a search; each can be opened or deleted.
import {
  ActionIcon,
  Button,
  Group,
  Popover,
  ScrollArea,
  Text,
  TextInput,
  UnstyledButton,
} from '@mantine/core'
import { IconChevronDown, IconSearch, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { RunSummary } from '../../../model/result.ts'
import { go } from '../../app/navigation.ts'
import { ContenderMark } from '../../ui/contender-mark.tsx'
import { formatMoment } from '../../ui/format.ts'
import { notifyFailure } from '../../ui/notify.tsx'
import { Question } from '../../ui/question.tsx'
import { matchingRuns } from './matching-runs.ts'
import { deleteRun } from './results-store.ts'

interface Props {
  runs: readonly RunSummary[]
  current: string | null
}

const mostShown = 100

export function RunPicker({ runs, current }: Props) {
  const [opened, setOpened] = useState(false)
  const [search, setSearch] = useState('')
  const [doomed, setDoomed] = useState<RunSummary | null>(null)
  const found = matchingRuns(runs, search)
  const open = (runId: string): void => {
    setOpened(false)
    go('results', runId)
  }
  const confirmDelete = (): void => {
    if (doomed === null) return
    const { runId } = doomed
    setDoomed(null)
    deleteRun(runId)
      .then(() => {
        if (runId === current) go('results')
      })
      .catch((error: unknown) => notifyFailure('The run was not deleted', error))
  }
  return (
    <>
      <Popover opened={opened} onChange={setOpened} position="bottom-end" width={440} shadow="md" trapFocus>
        <Popover.Target>
          <Button
            variant="default"
            rightSection={<IconChevronDown size={15} />}
            onClick={() => setOpened((before) => !before)}
            data-testid="run-picker"
          >
            {runs.length === 1 ? '1 run' : `${runs.length} runs`}
          </Button>
        </Popover.Target>
        <Popover.Dropdown p="xs">
          <TextInput
            aria-label="Search the runs"
            placeholder="Search by profile, work, contender"
            leftSection={<IconSearch size={15} />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            mb="xs"
          />
          <ScrollArea.Autosize mah={360}>
            {found.length === 0 ? (
              <Text size="sm" c="dimmed" p="sm">
                No run matches “{search}”.
              </Text>
            ) : null}
            {found.slice(0, mostShown).map((run) => (
              <Group key={run.runId} wrap="nowrap" gap={4}>
                <UnstyledButton
                  p="xs"
                  style={{
                    flex: 1,
                    minWidth: 0,
                    borderRadius: 6,
                    background: run.runId === current ? 'var(--tr-hover)' : '',
                  }}
                  onClick={() => open(run.runId)}
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
                <ActionIcon
                  aria-label={`Delete the run of ${run.profileName}`}
                  onClick={() => setDoomed(run)}
                >
                  <IconTrash size={15} />
                </ActionIcon>
              </Group>
            ))}
            {found.length > mostShown ? (
              <Text fz={12} c="dimmed" p="xs">
                {found.length - mostShown} older ones: search to find them.
              </Text>
            ) : null}
          </ScrollArea.Autosize>
        </Popover.Dropdown>
      </Popover>
      <Question
        opened={doomed !== null}
        title="Delete this run?"
        confirm="Delete"
        keep="Keep it"
        danger
        onClose={() => setDoomed(null)}
        onConfirm={confirmDelete}
      >
        {doomed === null
          ? ''
          : `“${doomed.profileName}” of ${formatMoment(doomed.startedAt)}, with its histograms and charts. This cannot be taken back.`}
      </Question>
    </>
  )
}
