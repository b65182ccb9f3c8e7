// The tooltip of every chart against time: one line per drawn line under the pointer.

import { formatCount } from '../ui/format.ts'
import { TooltipCard, type TooltipLine } from './chart-tooltip.tsx'
import type { LiveLine } from './live-lines.ts'
import { answersBefore, type PointField, type TrialSeries } from './rows.ts'

const fieldLabels: Record<PointField, string> = {
  p50Us: 'p50, last 5 s',
  p99Us: 'p99, last 5 s',
  p999Us: 'p99.9, so far',
  intendedRate: 'intended',
  achievedRate: 'achieved',
  lagMaxUs: 'longest loop lag',
  latenessP99Us: 'lateness p99',
}

interface Props {
  active: boolean | undefined
  at: unknown
  payload: readonly { dataKey?: unknown; value?: unknown }[] | undefined
  lines: readonly LiveLine[]
  series: readonly TrialSeries[]
  format: (value: number) => string
}

const mostLines = 10

export function LiveTooltip({ active, at, payload, lines, series, format }: Props) {
  if (active !== true || payload === undefined) return null
  const anyCurrent = lines.some((line) => line.current)
  const shown: (TooltipLine & { current: boolean })[] = []
  for (const item of payload) {
    const line = lines.find((candidate) => candidate.column === item.dataKey)
    if (line === undefined || typeof item.value !== 'number') continue
    shown.push({
      key: line.column,
      colour: line.colour,
      label: `${line.label} · ${fieldLabels[line.field]} · trial ${line.trialIndex + 1}${sampleWords(line, series, at)}`,
      value: format(item.value),
      faint: anyCurrent && !line.current,
      current: line.current,
    })
  }
  shown.sort((a, b) => Number(b.current) - Number(a.current))
  const seconds = typeof at === 'number' ? at.toFixed(2) : String(at)
  const phase = typeof at === 'number' && at < 0 ? 'warm-up' : 'measuring'
  return <TooltipCard title={`${seconds} s of the trial, ${phase}`} lines={shown.slice(0, mostLines)} />
}

/** Seconds a percentile looks back over; null: the phase so far. */
const lookBack: Partial<Record<PointField, number | null>> = { p50Us: 5, p99Us: 5, p999Us: null }

function sampleWords(line: LiveLine, series: readonly TrialSeries[], at: unknown): string {
  const windowSeconds = lookBack[line.field]
  const points = series.find((one) => one.trialIndex === line.trialIndex)?.points
  if (windowSeconds === undefined || points === undefined || typeof at !== 'number') return ''
  return ` · n ≈ ${formatCount(answersBefore(points, at, windowSeconds))}`
}
