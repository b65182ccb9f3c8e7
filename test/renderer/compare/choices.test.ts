// Every default the editors offer is a profile the engine takes.
import { describe, expect, test } from 'vitest'
import { loadSchema } from '../../../src/model/load.ts'
import { waitDistributionSchema, workloadKinds, workloadSchema } from '../../../src/model/workload.ts'
import {
  loadKinds,
  loadOf,
  shapeKinds,
  shapeOf,
} from '../../../src/renderer/features/compare/load-choices.ts'
import {
  unableContenders,
  waitDefaults,
  workDefaults,
} from '../../../src/renderer/features/compare/work-choices.ts'
import { makeProfile } from '../../fakes/make-profile.ts'
import { makeManifest } from './make-manifest.ts'

test.each([...workloadKinds])('%s starts with valid parameters', (kind) => {
  expect(workloadSchema.parse(workDefaults[kind])).toEqual(workDefaults[kind])
})

test.each(Object.keys(waitDefaults))('a %s wait starts valid', (kind) => {
  const wait = Object.entries(waitDefaults).find(([name]) => name === kind)?.[1]
  expect(waitDistributionSchema.safeParse(wait).success).toBe(true)
})

describe('the load', () => {
  const { load } = makeProfile()
  test.each([...loadKinds])('%s starts valid', (kind) => {
    expect(loadSchema.safeParse(loadOf(kind, load)).success).toBe(true)
  })

  test.each([...shapeKinds])(
    'from any shape to %s stays valid, even for tiny rates and short trials',
    (kind) => {
      for (const from of shapeKinds) {
        const before = shapeOf(from, { shape: 'constant', ratePerSecond: 0.1 }, 0.5)
        const rate = shapeOf(kind, before, 0.5)
        expect(
          loadSchema.safeParse({ kind: 'open', rate, arrivals: 'uniform' }).success,
          `${from} to ${kind}`,
        ).toBe(true)
      }
    },
  )

  test('the rate survives a change of shape', () => {
    const ramp = shapeOf('ramp', { shape: 'constant', ratePerSecond: 450 }, 8)
    expect(shapeOf('constant', ramp, 8)).toEqual({ shape: 'constant', ratePerSecond: 450 })
  })
})

test('work that a runtime does not offer names who cannot do it', () => {
  expect(unableContenders(makeProfile(), [makeManifest()], 'cpu')).toEqual(['Node cluster'])
  expect(unableContenders(makeProfile(), [makeManifest()], 'wait')).toEqual([])
})
