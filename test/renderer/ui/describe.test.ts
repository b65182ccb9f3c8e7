// Workloads and loads as short phrases.
import { expect, test } from 'vitest'
import { describeLoad, describeTrials, describeWorkload } from '../../../src/renderer/ui/describe.ts'
import { makeProfile } from '../../fakes/make-profile.ts'

test('the default profile reads like its story', () => {
  const profile = makeProfile()
  expect(describeWorkload(profile.workload)).toBe('wait 100 ms')
  expect(describeLoad(profile.load)).toBe('open loop, 450/s')
  expect(describeTrials(profile.trials)).toBe('3 trials of 8 s each')
})

test('every kind of work has words with units', () => {
  const words = [
    describeWorkload({ kind: 'cpu', targetMs: 60 }),
    describeWorkload({ kind: 'cpu', count: 10_000_000 }),
    describeWorkload({ kind: 'mixed', waitMs: 50, targetMs: 10 }),
    describeWorkload({ kind: 'json', items: 1 }),
    describeWorkload({
      kind: 'wait',
      wait: { distribution: 'bimodal', ms: 5, slowMs: 80, slowShare: 0.02 },
    }),
  ]
  expect(words).toEqual([
    '60 ms of CPU',
    '10,000,000 iterations',
    'wait 50 ms, then 10 ms of CPU',
    'JSON of 1 item',
    'wait 5 ms, 2 % 80 ms',
  ])
})

test('falling steps show a minus, Poisson is named', () => {
  const load = describeLoad({
    kind: 'open',
    rate: { shape: 'steps', fromPerSecond: 400, stepPerSecond: -50, stepSeconds: 2 },
    arrivals: 'poisson',
  })
  expect(load).toBe('open loop, steps from 400/s, −50/s every 2 s, Poisson')
})
