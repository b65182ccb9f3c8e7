// Progress is thinned out, but no step is lost.
import { expect, it } from 'vitest'
import { throttleProgress } from '../../../../src/core/runtime/process/progress-throttle.ts'

it('progress tells every step at once and a step that goes on four times a second', () => {
  let nowMs = 1_000
  const told: string[] = []
  const report = throttleProgress(
    ({ step, fraction }) => told.push(`${step} ${fraction}`),
    250,
    () => nowMs,
  )
  for (let count = 0; count <= 100; count++) {
    report({ step: 'compile', fraction: count / 100, detail: '' })
    nowMs += 10
  }
  report({ step: 'install', fraction: null, detail: '' })
  expect(told).toEqual([
    'compile 0',
    'compile 0.25',
    'compile 0.5',
    'compile 0.75',
    'compile 1',
    'install null',
  ])
})
