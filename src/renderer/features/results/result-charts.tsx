// The percentile curve, and the dots of the single trials beside it.
import { Group, SegmentedControl, Switch, Text } from '@mantine/core'
import { useState } from 'react'
import { percentileNames } from '../../../model/profile.ts'
import type { ContenderResult, Result } from '../../../model/result.ts'
import { PercentileCurve } from '../../charts/percentile-curve.tsx'
import { TrialDots } from '../../charts/trial-dots.tsx'
import { ContenderMark } from '../../ui/contender-mark.tsx'
import { percentileLabel } from '../../ui/format.ts'
import { Panel } from '../../ui/panel.tsx'
import styles from './results.module.css'

interface Props {
  result: Result
  contenders: readonly ContenderResult[]
}

export function ResultCharts({ result, contenders }: Props) {
  const [withService, setWithService] = useState(false)
  const [percentile, setPercentile] = useState(result.headline)
  const height = 280
  return (
    <div className={styles.charts}>
      <Panel
        label="Latency by percentile"
        flush
        aside={
          result.loadKind === 'closed' ? null : (
            <Switch
              size="xs"
              label="with service time"
              checked={withService}
              onChange={(event) => setWithService(event.currentTarget.checked)}
            />
          )
        }
      >
        <PercentileCurve contenders={contenders} withService={withService} height={height} />
        <Group gap="lg" px="md" pb="sm" pt={4}>
          {contenders.map((contender) => (
            <Group key={contender.id} gap={8}>
              <ContenderMark colour={contender.colour} />
              <Text fz={12.5}>{contender.label}</Text>
            </Group>
          ))}
          {withService ? (
            <Text fz={11.5} c="dimmed">
              fine dots: service time, from the actual send. Where it parts from response time, requests were
              waiting to be sent.
            </Text>
          ) : null}
        </Group>
      </Panel>
      <Panel
        label="Trial by trial"
        flush
        aside={
          <SegmentedControl
            aria-label="Percentile of the dots"
            data={percentileNames.map((value) => ({ value, label: percentileLabel(value) }))}
            value={percentile}
            onChange={(value) => {
              const name = percentileNames.find((candidate) => candidate === value)
              if (name !== undefined) setPercentile(name)
            }}
          />
        }
      >
        <TrialDots contenders={contenders} percentile={percentile} height={height} />
        <Text fz={11.5} c="dimmed" px="md" pb="sm" pt={4}>
          one dot per trial; hollow: not valid, outside the verdict
        </Text>
      </Panel>
    </div>
  )
}
