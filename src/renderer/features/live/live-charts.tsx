// The three charts of Live on one time axis: latency, rate, loop lag; a spike and its cause stand under one another.
import { Checkbox, Group, Text } from '@mantine/core'
import { useViewportSize } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import type { LivePoint } from '../../../model/live.ts'
import type { Plan } from '../../../model/plan.ts'
import { type PointField, seriesOf, timeDomain } from '../../charts/rows.ts'
import { TimeChart } from '../../charts/time-chart.tsx'
import { useSampled } from '../../charts/use-sampled.ts'
import { ContenderMark } from '../../ui/contender-mark.tsx'
import { formatLatency, formatRate } from '../../ui/format.ts'
import { Panel } from '../../ui/panel.tsx'
import { LiveFigures } from './live-figures.tsx'
import { shownTrials } from './live-reducer.ts'
import { useLive } from './live-store.ts'

const choices = [
  { field: 'p50Us', label: 'p50' },
  { field: 'p99Us', label: 'p99' },
  { field: 'p999Us', label: 'p99.9' },
] as const
const rateFields = ['intendedRate', 'achievedRate'] as const
const lagFields = ['lagMaxUs'] as const

export function LiveCharts({ plan }: { plan: Plan }) {
  const live = useLive()
  const viewport = useViewportSize()
  const points = useSampled(live.points)
  const [wanted, setWanted] = useState<readonly PointField[]>(['p50Us', 'p99Us'])
  const current = live.status === 'running' ? (live.progress?.trialIndex ?? null) : null
  const series = useMemo(() => {
    const shown = shownTrials(points, current)
    return seriesOf(points.filter((point) => shown.has(point.trialIndex)))
  }, [points, current])
  const time = useMemo(() => wholeTrial(plan, timeDomain(series)), [plan, series])
  const { contenders } = plan.profile
  const shared = { series, contenders, currentTrial: current, time }
  const height = Math.min(440, Math.max(190, viewport.height - 595))
  return (
    <>
      <Panel label="Response time" flush aside={<PercentileToggles shown={wanted} onChange={setWanted} />}>
        <div data-testid="live-chart" data-points={points.length} style={{ position: 'relative' }}>
          <TimeChart
            {...shared}
            scale="log"
            fields={wanted}
            height={height}
            timeLabels
            format={formatLatency}
          />
          {points.length === 0 ? <NoPoints /> : null}
        </div>
        <Legend plan={plan} points={points} current={current} />
      </Panel>
      <LiveFigures points={points} current={current} plan={plan} />
      <Panel label="Rate" flush style={{ marginTop: 12 }}>
        <TimeChart
          {...shared}
          scale="linear"
          fields={rateFields}
          height={72}
          timeLabels={false}
          format={formatRate}
        />
        <div style={{ borderTop: '1px solid var(--tr-line)', padding: '8px 16px 2px' }}>
          <span className="tr-label">Loop lag</span>
        </div>
        <TimeChart
          {...shared}
          scale="linear"
          fields={lagFields}
          height={92}
          timeLabels
          format={formatLatency}
        />
      </Panel>
    </>
  )
}

interface TogglesProps {
  shown: readonly PointField[]
  onChange: (shown: readonly PointField[]) => void
}

/** At least one stays. */
function PercentileToggles({ shown, onChange }: TogglesProps) {
  const toggle = (field: PointField): void => {
    const others = shown.filter((one) => one !== field)
    if (others.length === shown.length) onChange([...shown, field])
    else if (others.length > 0) onChange(others)
  }
  return (
    <Group gap="sm" role="group" aria-label="Percentiles shown">
      {choices.map(({ field, label }) => (
        <Checkbox
          key={field}
          size="xs"
          color="gray"
          label={label}
          checked={shown.includes(field)}
          onChange={() => toggle(field)}
        />
      ))}
    </Group>
  )
}

/** The whole trial as planned, wider where the trial took longer. */
function wholeTrial(plan: Plan, seen: readonly [number, number]): [number, number] {
  const { trials, load } = plan.profile
  const planned = load.kind === 'burst' ? 1 : trials.measureSeconds
  const warmUp = load.kind === 'burst' ? 0 : trials.warmUpSeconds
  return [Math.min(-warmUp, seen[0]), Math.max(planned, seen[1])]
}

function NoPoints() {
  return (
    <Text
      size="sm"
      c="dimmed"
      style={{ position: 'absolute', inset: 0, display: 'grid', placeItems: 'center', pointerEvents: 'none' }}
    >
      The first numbers come when the server answers.
    </Text>
  )
}

interface LegendProps {
  plan: Plan
  points: readonly LivePoint[]
  current: number | null
}

function Legend({ plan, points, current }: LegendProps) {
  const running = plan.trials.find((trial) => trial.index === current)?.contenderId
  const seen = new Set(points.map((point) => point.contenderId))
  return (
    <Group gap="lg" px="md" pb="sm" pt={4} justify="space-between">
      <Group gap="lg">
        {plan.profile.contenders.map((contender) => (
          <Group key={contender.id} gap={8}>
            <ContenderMark colour={contender.colour} />
            <Text
              fz={12.5}
              fw={contender.id === running ? 620 : 400}
              c={seen.has(contender.id) ? 'var(--mantine-color-text)' : 'dimmed'}
            >
              {contender.label}
            </Text>
          </Group>
        ))}
      </Group>
      <Text fz={11.5} c="dimmed">
        thick p99, thin p50 over the last 5 s · seconds of the trial, warm-up left of 0
      </Text>
    </Group>
  )
}
