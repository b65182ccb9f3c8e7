// Which lines Live draws: the trial under way in full and on top, and none across the end of the warm-up.
import { expect, test } from 'vitest'
import { liveLines } from '../../../src/renderer/charts/live-lines.ts'
import { chartRows, seriesOf } from '../../../src/renderer/charts/rows.ts'
import { fakePoints } from '../../fakes/fake-live.ts'
import { makePlan } from '../../fakes/make-plan.ts'

const plan = makePlan()
const series = seriesOf(plan.trials.slice(0, 2).flatMap((trial) => fakePoints(plan, trial)))
const { contenders } = plan.profile

test('the trial under way is drawn last and strongest', () => {
  const current = plan.trials[0]?.index ?? -1
  const lines = liveLines(series, ['p99Us'], contenders, current)
  expect(lines.at(-1)?.trialIndex).toBe(current)
  const opacity = (trialIndex: number) => lines.find((line) => line.trialIndex === trialIndex)?.opacity ?? 0
  expect(opacity(current)).toBeGreaterThan(opacity(plan.trials[1]?.index ?? -1))
})

test('warm-up and measured phase are lines of their own, so none joins them', () => {
  const rows = chartRows(series, ['p99Us'])
  const lines = liveLines(series, ['p99Us'], contenders, null)
  expect(lines).toHaveLength(4)
  for (const { column } of lines) {
    const at = rows.filter((row) => row[column] !== undefined).map((row) => row.at)
    expect(at.every((second) => second < 0) || at.every((second) => second >= 0)).toBe(true)
  }
})

test('a contender that left the profile is still drawn, under its id', () => {
  const lines = liveLines(series, ['p50Us'], [], null)
  expect(lines[0]?.label).toBe(plan.trials[0]?.contenderId)
})
