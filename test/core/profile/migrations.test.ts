// Profiles of earlier versions: one test per step, and the frame that applies them.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { migrations } from '../../../src/core/profile/migrations/index.ts'
import { parseProfile } from '../../../src/core/profile/parse-profile.ts'
import { TailraceError } from '../../../src/model/errors.ts'
import { currentProfileVersion } from '../../../src/model/profile.ts'

const draft = {
  schema: 'tailrace.profile',
  version: 0,
  id: 'old',
  name: 'Old',
  contenders: [
    { id: 'node-cluster', runtime: 'node' },
    { id: 'fastapi', runtime: 'fastapi', label: 'FastAPI', knobs: { loop: 'asyncio' } },
  ],
  workload: 'wait',
  rate: 200,
  durationSeconds: 10,
  warmUpSeconds: 2,
  blocks: 4,
}

describe('the migrations', () => {
  it('lead step by step, without gaps, to the current version', () => {
    const steps = migrations.map(({ from, to }) => [from, to])
    expect(steps).toEqual(Array.from({ length: currentProfileVersion }, (_, from) => [from, from + 1]))
  })
})

describe('from version 0, the draft', () => {
  it('moves rate, times and blocks to where they are now, and keeps the rest', () => {
    expect(parseProfile(draft)).toMatchObject({
      version: 1,
      id: 'old',
      name: 'Old',
      load: { kind: 'open', rate: { shape: 'constant', ratePerSecond: 200 }, arrivals: 'uniform' },
      workload: { kind: 'wait', wait: { distribution: 'fixed', ms: 100 } },
      trials: { preset: 'custom', blocks: 4, warmUpSeconds: 2, measureSeconds: 10 },
      contenders: [
        { id: 'node-cluster', label: 'node-cluster', colour: 0, knobs: {} },
        { id: 'fastapi', label: 'FastAPI', colour: 1, knobs: { loop: 'asyncio' } },
      ],
    })
  })

  it('makes users a closed loop', () => {
    const { rate: _rate, ...closed } = draft
    expect(parseProfile({ ...closed, users: 20 }).load).toEqual({
      kind: 'closed',
      users: 20,
      thinkTimeMs: 0,
    })
  })

  it('leaves what it does not understand for the schema to name', () => {
    expect(() => parseProfile({ ...draft, rate: 'fast' })).toThrow(
      expect.objectContaining({
        code: 'profile.invalid',
        message: expect.stringContaining('load.rate.ratePerSecond'),
      }),
    )
    expect(() => parseProfile({ ...draft, colour: 'red' })).toThrow(/colour: expected no field of this name/)
  })

  it('does not change the document it is given', () => {
    const before = structuredClone(draft)
    parseProfile(draft)
    expect(draft).toEqual(before)
  })

  it('gives a profile or a coded error, whatever its fields hold', () => {
    const anything = fc.dictionary(fc.constantFrom(...Object.keys(draft)), fc.jsonValue())
    fc.assert(
      fc.property(anything, (changes) => {
        try {
          expect(parseProfile({ ...draft, ...changes, version: 0 }).version).toBe(1)
        } catch (error) {
          expect(error).toBeInstanceOf(TailraceError)
        }
      }),
    )
  })
})
