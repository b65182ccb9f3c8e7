// The numbers of this moment, of the trial under way.
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { LivePoint } from '../../../model/live.ts'
import type { Plan } from '../../../model/plan.ts'
import { formatCount, formatLatency, formatRate } from '../../ui/format.ts'
import styles from './live.module.css'

interface Props {
  points: readonly LivePoint[]
  current: number | null
  plan: Plan
}

export function LiveFigures({ points, current, plan }: Props) {
  const newest = points.findLast((point) => current === null || point.trialIndex === current)
  const us = (value: number | null | undefined): string =>
    value === null || value === undefined ? '–' : formatLatency(value)
  const open = plan.profile.load.kind === 'open'
  return (
    <dl className={styles.figures} aria-label="The trial under way">
      <Figure label="p50">{us(newest?.p50Us)}</Figure>
      <Figure label="p99">{us(newest?.p99Us)}</Figure>
      <Figure label="p99.9">{us(newest?.p999Us)}</Figure>
      <Figure label={open ? 'Achieved, intended' : 'Achieved'}>
        {newest === undefined ? '–' : formatRate(Math.round(newest.achievedRate))}
        {newest?.intendedRate === null || newest === undefined ? null : (
          <Text span c="dimmed" fz="0.85em" fw={400}>
            {' '}
            of {formatRate(Math.round(newest.intendedRate))}
          </Text>
        )}
      </Figure>
      <Figure label="Errors" bad={(newest?.errors ?? 0) > 0}>
        {newest === undefined ? '–' : formatCount(newest.errors)}
      </Figure>
      <Figure label="In flight">{newest === undefined ? '–' : formatCount(newest.inFlight)}</Figure>
      <Figure label="Sent late, p99">{us(newest?.latenessP99Us)}</Figure>
      <Figure label="Loop lag">{us(newest?.lagMaxUs)}</Figure>
    </dl>
  )
}

function Figure({ label, bad = false, children }: { label: string; bad?: boolean; children: ReactNode }) {
  return (
    <div className={styles.figure}>
      <dt>{label}</dt>
      <dd className="tr-number" style={bad ? { color: 'var(--tr-bad)' } : {}}>
        {children}
      </dd>
    </div>
  )
}
