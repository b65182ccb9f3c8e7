// The stored runs in a list with a search; each can be opened or deleted.
import { Button, Popover, ScrollArea, Text, TextInput } from '@mantine/core'
import { IconChevronDown, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { RunSummary } from '../../../model/result.ts'
import { go } from '../../app/navigation.ts'
import { formatMoment, plural } from '../../ui/format.ts'
import { notifyFailure } from '../../ui/notify.tsx'
import { Question } from '../../ui/question.tsx'
import { matchingRuns } from './matching-runs.ts'
import { deleteRun } from './results-store.ts'
import { RunRow } from './run-row.tsx'

interface Props {
  runs: readonly RunSummary[]
  /** the run that is shown */
  current: string | null
}

export function RunPicker({ runs, current }: Props) {
  const [opened, setOpened] = useState(false)
  const [doomed, setDoomed] = useState<RunSummary | null>(null)
  const open = (runId: string): void => {
    setOpened(false)
    go('results', runId)
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
            {plural(runs.length, 'run')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown p="xs">
          <RunList runs={runs} current={current} onOpen={open} onDelete={setDoomed} />
        </Popover.Dropdown>
      </Popover>
      <DeleteQuestion run={doomed} current={current} onClose={() => setDoomed(null)} />
    </>
  )
}

interface ListProps extends Props {
  onOpen: (runId: string) => void
  onDelete: (run: RunSummary) => void
}

const mostShown = 100

function RunList({ runs, current, onOpen, onDelete }: ListProps) {
  const [search, setSearch] = useState('')
  const found = matchingRuns(runs, search)
  return (
    <>
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
          <RunRow
            key={run.runId}
            run={run}
            current={run.runId === current}
            onOpen={() => onOpen(run.runId)}
            onDelete={() => onDelete(run)}
          />
        ))}
        {found.length > mostShown ? (
          <Text fz={12} c="dimmed" p="xs">
            {found.length - mostShown} older ones: search to find them.
          </Text>
        ) : null}
      </ScrollArea.Autosize>
    </>
  )
}

interface QuestionProps {
  /** null: nothing is to be deleted */
  run: RunSummary | null
  current: string | null
  onClose: () => void
}

function DeleteQuestion({ run, current, onClose }: QuestionProps) {
  const confirm = (): void => {
    if (run === null) return
    onClose()
    deleteRun(run.runId)
      .then(() => {
        if (run.runId === current) go('results')
      })
      .catch((error: unknown) => notifyFailure('The run was not deleted', error))
  }
  return (
    <Question
      opened={run !== null}
      title="Delete this run?"
      confirm="Delete"
      confirmTestId="confirm-delete-run"
      keep="Keep it"
      danger
      onClose={onClose}
      onConfirm={confirm}
    >
      {run === null
        ? ''
        : `“${run.profileName}” of ${formatMoment(run.startedAt)}, with its histograms and charts. This cannot be taken back.`}
    </Question>
  )
}
