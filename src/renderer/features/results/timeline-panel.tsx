// How it went over time: the live charts of a stored run, one trial of each contender at a time.
import { Group, SegmentedControl, Text } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import type { ErrorEnvelope } from '../../../model/errors.ts'
import type { LivePoint } from '../../../model/live.ts'
import type { Result } from '../../../model/result.ts'
import { ask } from '../../app/engine.ts'
import { seriesOf, timeDomain } from '../../charts/rows.ts'
import { TimeChart } from '../../charts/time-chart.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { formatLatency } from '../../ui/format.ts'
import { shownError } from '../../ui/shown-error.ts'
import { Waiting } from '../../ui/waiting.tsx'

const latencyFields = ['p50Us', 'p99Us'] as const
const lagFields = ['lagMaxUs'] as const

export function TimelinePanel({ result }: { result: Result }) {
  return (
    <Disclosure title="How did it go over time?" note="latency and loop lag of every trial">
      <Timeline result={result} />
    </Disclosure>
  )
}

function Timeline({ result }: { result: Result }) {
  const [points, setPoints] = useState<readonly LivePoint[] | null>(null)
  const [error, setError] = useState<ErrorEnvelope | null>(null)
  const [block, setBlock] = useState(0)
  useEffect(() => {
    let wanted = true
    ask('history.points', { runId: result.runId })
      .then((found) => wanted && setPoints(found))
      .catch((failure: unknown) => wanted && setError(shownError(failure)))
    return () => {
      wanted = false
    }
  }, [result.runId])
  const trials = useMemo(() => result.contenders.flatMap((contender) => contender.trials), [result])
  const blocks = useMemo(
    () => [...new Set(trials.map((trial) => trial.block))].sort((a, b) => a - b),
    [trials],
  )
  const series = useMemo(() => {
    const shown = new Set(trials.filter((trial) => trial.block === block).map((trial) => trial.index))
    return seriesOf((points ?? []).filter((point) => shown.has(point.trialIndex)))
  }, [points, trials, block])
  if (error !== null) return <ErrorNotice error={error} />
  if (points === null) return <Waiting what="Fetching the points of this run…" />
  if (points.length === 0) {
    return (
      <Text size="sm" c="dimmed" px={40} pb="md">
        No points were stored for this run.
      </Text>
    )
  }
  const shared = { series, contenders: result.contenders, currentTrial: null, time: timeDomain(series) }
  return (
    <div>
      <Group px="md" pb="xs" justify="space-between">
        <Text fz={12.5} c="dimmed">
          thick p99, thin p50, each over the last 5 s; below, the longest loop lag on the same time axis
        </Text>
        {blocks.length < 2 || blocks.length > 12 ? null : (
          <SegmentedControl
            aria-label="Block"
            data={blocks.map((number) => ({ value: String(number), label: `block ${number + 1}` }))}
            value={String(block)}
            onChange={(value) => setBlock(Number(value))}
          />
        )}
      </Group>
      <TimeChart
        {...shared}
        scale="log"
        fields={latencyFields}
        height={220}
        timeLabels={false}
        format={formatLatency}
      />
      <TimeChart
        {...shared}
        scale="linear"
        fields={lagFields}
        height={110}
        timeLabels
        format={formatLatency}
      />
    </div>
  )
}
