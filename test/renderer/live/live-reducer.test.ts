// A run as the Live screen follows it, from a whole run's events.
import { describe, expect, test } from 'vitest'
import type { ActiveRun } from '../../../src/ipc/contract.ts'
import type { RunEvent } from '../../../src/model/live.ts'
import {
  begun,
  idleLive,
  type LiveState,
  reduceLive,
  resumed,
  shownTrials,
} from '../../../src/renderer/features/live/live-reducer.ts'
import { fakeRun } from '../../fakes/fake-live.ts'
import { makePlan } from '../../fakes/make-plan.ts'

const plan = makePlan()
const events = [...fakeRun(plan, 'run-1')].flat()
const play = (from: LiveState, list: readonly RunEvent[]): LiveState => list.reduce(reduceLive, from)

test('a whole run ends with every point and its outcome', () => {
  const end = play(begun(idleLive, 'run-1', plan), events)
  expect(end).toMatchObject({ status: 'finished', outcome: 'completed', error: null })
  expect(end.points).toHaveLength(events.filter((event) => event.type === 'point').length)
  expect(end.provision.map((step) => step.contenderId)).toEqual(
    plan.profile.contenders.map((contender) => contender.id),
  )
  expect(end.provision.every((step) => step.fraction === 1)).toBe(true)
})

test('events that came before the answer to run.start are not lost', () => {
  const early = play(idleLive, events.slice(0, 30))
  const state = begun(early, 'run-1', plan)
  expect(state.plan).toBe(plan)
  expect(state.provision).toEqual(early.provision)
})

test('a run that another window started is followed too', () => {
  const state = play(idleLive, events.slice(0, 1))
  expect(state).toMatchObject({ status: 'running', runId: 'run-1', plan: null })
})

test('a new run starts with an empty chart', () => {
  const first = play(begun(idleLive, 'run-1', plan), events)
  const second = begun(first, 'run-2', plan)
  expect(second).toMatchObject({ status: 'running', points: [], provision: [], outcome: null })
})

test('what arrives late from a finished run changes nothing', () => {
  const end = play(begun(idleLive, 'run-1', plan), events)
  const point = events.find((event) => event.type === 'point')
  expect(point).toBeDefined()
  if (point !== undefined) expect(reduceLive(end, point)).toBe(end)
})

test('a contender that cannot be had is listed once, with the last reason', () => {
  const missing = (message: string): RunEvent => {
    const error = { code: 'provision.failed', message, hint: '', context: {} } as const
    return { type: 'missing', runId: 'run-1', contenderId: 'node-cluster', error }
  }
  const state = play(begun(idleLive, 'run-1', plan), [missing('first'), missing('second')])
  expect(state.missing.map((one) => one.error.message)).toEqual(['second'])
})

describe('opening in the middle of a run', () => {
  const middle = play(begun(idleLive, 'run-1', plan), events.slice(0, 200))
  const active: ActiveRun = {
    runId: 'run-1',
    plan,
    progress: middle.progress ?? expect.fail('the run has progress by then'),
    points: [...middle.points],
    provision: [...middle.provision],
    missing: [],
  }

  test('draws all there is so far', () => {
    const state = resumed(idleLive, active)
    expect(state).toMatchObject({ status: 'running', runId: 'run-1', plan })
    expect(state.points).toHaveLength(middle.points.length)
  })

  test('after a lost connection the engine’s word replaces ours, also when nothing runs any more', () => {
    expect(resumed(middle, { ...active, points: [] }).points).toEqual([])
    expect(resumed(middle, null)).toBe(idleLive)
    const finished = play(begun(idleLive, 'run-1', plan), events)
    expect(resumed(finished, null)).toBe(finished)
  })
})

test('the chart shows the trial under way and the newest finished one of each contender', () => {
  const trial = (trialIndex: number, contenderId: string) => {
    const point = events.find((event) => event.type === 'point')
    if (point?.type !== 'point') throw expect.fail('the fake run has points')
    return { ...point.point, trialIndex, contenderId }
  }
  const points = [trial(0, 'a'), trial(1, 'b'), trial(2, 'b'), trial(3, 'a')]
  expect([...shownTrials(points, 3)].sort()).toEqual([0, 2, 3])
  expect([...shownTrials(points, null)].sort()).toEqual([2, 3])
})
