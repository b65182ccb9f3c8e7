// What Live says the run is doing.
import { expect, test } from 'vitest'
import type { RunProgress } from '../../../src/model/live.ts'
import { liveHeading, runFraction, timeLeft } from '../../../src/renderer/features/live/live-words.ts'
import { makePlan } from '../../fakes/make-plan.ts'

const plan = makePlan()

function makeProgress(overrides: Partial<RunProgress> = {}): RunProgress {
  return {
    runId: 'run-1',
    stage: 'measure',
    trialIndex: 1,
    contenderId: 'fastapi-uvloop',
    trialsDone: 1,
    trialsTotal: 6,
    elapsedSeconds: 25,
    estimatedSeconds: 90,
    ...overrides,
  }
}

test('names contender, trial, stage and seconds', () => {
  expect(liveHeading(plan, makeProgress(), 5.25)).toEqual({
    title: 'FastAPI + uvloop',
    colour: 1,
    detail: 'trial 2 of 6 · measuring 5 s of 8 s',
  })
  expect(liveHeading(plan, makeProgress({ stage: 'warm-up' }), -3.5).detail).toBe(
    'trial 2 of 6 · warming up, 4 s to go',
  )
})

test('says what happens where no trial is under way', () => {
  const provisioning = makeProgress({ stage: 'provisioning', trialIndex: null, contenderId: null })
  expect(liveHeading(plan, provisioning, null)).toMatchObject({
    title: 'Getting ready',
    detail: 'making the runtimes ready',
  })
  expect(liveHeading(plan, null, null).detail).toBe('asking the engine')
})

test('the bar never runs ahead of the trials, and is not full before the end', () => {
  expect(runFraction(makeProgress({ elapsedSeconds: 9_999 }))).toBeCloseTo(2 / 6)
  expect(runFraction(makeProgress({ trialsDone: 6 }))).toBe(0.99)
  expect(runFraction(null)).toBe(0)
})

test('the time left is told only while there is some', () => {
  expect(timeLeft(makeProgress())).toBe('about 1 min 10 s left')
  expect(timeLeft(makeProgress({ elapsedSeconds: 120 }))).toBeNull()
  expect(timeLeft(makeProgress({ stage: 'provisioning' }))).toBeNull()
})
