// Who is measured, which trial, how far; and the way to stop.
import { Button, Group, Progress, Text, Title } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconPlayerStopFilled } from '@tabler/icons-react'
import { useState } from 'react'
import type { Plan } from '../../../model/plan.ts'
import { ContenderMark } from '../../ui/contender-mark.tsx'
import { describeLoad, describeWorkload } from '../../ui/describe.ts'
import { Question } from '../../ui/question.tsx'
import { stopRun, useLive } from './live-store.ts'
import { liveHeading, runFraction, timeLeft } from './live-words.ts'

export function LiveHeader({ plan }: { plan: Plan }) {
  const { status, progress, points, stopping } = useLive()
  const running = status === 'running'
  const newest = points.at(-1)
  const at = newest !== undefined && newest.trialIndex === progress?.trialIndex ? newest.atSeconds : null
  const heading = running
    ? liveHeading(plan, progress, at)
    : { title: plan.profile.name, colour: null, detail: 'this run is over' }
  const left = running ? timeLeft(progress) : null
  const done = `${progress?.trialsDone ?? 0} of ${plan.trials.length} trials done`
  return (
    <header style={{ marginBottom: 16 }}>
      <Group justify="space-between" wrap="nowrap" gap="md" mih={40}>
        <Group gap={10} wrap="nowrap" style={{ minWidth: 0 }}>
          {heading.colour === null ? null : <ContenderMark colour={heading.colour} width={28} />}
          <Title order={1} fz={22} style={{ letterSpacing: '-0.015em' }}>
            {heading.title}
          </Title>
          <Text c="dimmed" className="tr-number">
            {heading.detail}
          </Text>
        </Group>
        {running ? <StopButton stopping={stopping} /> : null}
      </Group>
      <Group gap="md" mt={10} wrap="nowrap">
        <Progress
          value={(running ? runFraction(progress) : 1) * 100}
          size={5}
          color="gray"
          style={{ flex: 1 }}
          aria-label="Progress of the whole run"
        />
        <Text fz={12.5} c="dimmed" className="tr-number">
          {stopping ? 'Stopping the servers…' : left === null ? done : `${done} · ${left}`}
        </Text>
      </Group>
      <Text fz={12.5} c="dimmed" mt={6}>
        {plan.profile.name}: {describeWorkload(plan.profile.workload)} · {describeLoad(plan.profile.load)}
      </Text>
    </header>
  )
}

/** Asks first; Esc asks too. */
function StopButton({ stopping }: { stopping: boolean }) {
  const [asking, setAsking] = useState(false)
  useHotkeys([['Escape', () => !stopping && setAsking(true)]], ['INPUT', 'TEXTAREA'])
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPlayerStopFilled size={14} />}
        loading={stopping}
        onClick={() => setAsking(true)}
        data-testid="stop-button"
        style={{ flex: 'none' }}
      >
        Stop
      </Button>
      <Question
        opened={asking}
        title="Stop this run?"
        confirm="Stop, keep data"
        confirmTestId="confirm-stop"
        keep="Go on measuring"
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          void stopRun()
        }}
      >
        The servers are shut down at once. What was measured until now is kept and can be looked at, but there
        will be no verdict.
      </Question>
    </>
  )
}
