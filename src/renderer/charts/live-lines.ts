// Which lines a live chart draws and how: the trial under way in full, finished ones faint. Pure.
import type { Contender } from '../../model/profile.ts'
import { columnName, type PointField, type TrialSeries } from './rows.ts'

export interface LiveLine {
  readonly column: string
  readonly field: PointField
  readonly trialIndex: number
  readonly colour: number
  readonly label: string
  readonly current: boolean
  readonly width: number
  readonly opacity: number
}

const phases = ['warm-up', 'measure'] as const
const weights: Partial<Record<PointField, number>> = {
  p50Us: 1.25,
  p99Us: 2.25,
  p999Us: 1.5,
  intendedRate: 1,
}

export function liveLines(
  series: readonly TrialSeries[],
  fields: readonly PointField[],
  contenders: readonly Pick<Contender, 'id' | 'label' | 'colour'>[],
  currentTrial: number | null,
): LiveLine[] {
  const lines = series.flatMap((one) => {
    const contender = contenders.find((candidate) => candidate.id === one.contenderId)
    const current = one.trialIndex === currentTrial
    return fields.flatMap((field) => {
      const light = field === 'p50Us' ? 0.75 : 1
      return phases.map((phase): LiveLine => {
        return {
          column: columnName(field, one.trialIndex, phase),
          field,
          trialIndex: one.trialIndex,
          colour: contender?.colour ?? 7,
          label: contender?.label ?? one.contenderId,
          current,
          width: weights[field] ?? 1.75,
          opacity: current || currentTrial === null ? light : 0.45 * light,
        }
      })
    })
  })
  // The current trial is drawn last, on top.
  return lines.sort((a, b) => Number(a.current) - Number(b.current))
}
