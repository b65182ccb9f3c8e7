// A profile from anywhere: valid, or one coded error that says where, what, and what was expected.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseProfile, parseProfileText } from '../../../src/core/profile/parse-profile.ts'
import { TailraceError } from '../../../src/model/errors.ts'
import { makeProfile } from '../../fakes/make-profile.ts'

function failureOf(action: () => unknown): TailraceError {
  try {
    action()
  } catch (error) {
    if (error instanceof TailraceError) return error
    throw error
  }
  throw new Error('expected a TailraceError')
}

describe('parseProfileText', () => {
  it('gives back what was written', () => {
    const profile = makeProfile()
    expect(parseProfileText(JSON.stringify(profile))).toEqual(profile)
  })

  it('reads a file that begins with a byte-order mark', () => {
    expect(parseProfileText(`\ufeff${JSON.stringify(makeProfile())}`)).toEqual(makeProfile())
  })

  it.each([
    ['', 1, 1, 'end of file'],
    ['{"a": 1,}', 1, 9, '"}"'],
    ['{\n  "a": x\n}', 2, 8, '"x"'],
    ['[1, 2', 1, 6, 'end of file'],
    ['{"a": "b\nc"}', 1, 9, '"\\n"'],
    ['{"a": 1} {', 1, 10, '"{"'],
    ["{'a': 1}", 1, 2, '"\'"'],
    ['{"a": 01}', 1, 8, '"1"'],
    ['{"a" 1}', 1, 6, '"1"'],
  ])('names line and column of the mistake in %j', (text, line, column, found) => {
    const error = failureOf(() => parseProfileText(text))
    expect(error.code).toBe('profile.not-json')
    expect(error.context).toMatchObject({ line, column, found })
  })

  it('never throws anything but a coded error, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { code } = failureOf(() => parseProfileText(text))
        expect(code).toMatch(/^profile\./)
      }),
    )
  })

  it('points inside the text for every text cut short', () => {
    const whole = JSON.stringify(makeProfile(), null, 2)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length - 2 }), (length) => {
        const cut = whole.slice(0, length)
        const { context } = failureOf(() => parseProfileText(cut))
        expect(context.line).toBe(cut.split('\n').length)
      }),
    )
  })

  it('refuses a file far too large to be a profile', () => {
    expect(failureOf(() => parseProfileText(' '.repeat(1_000_001))).code).toBe('profile.invalid')
  })
})

describe('parseProfile', () => {
  it('names every mistake with path, value and expectation', () => {
    const error = failureOf(() =>
      parseProfile({
        ...makeProfile(),
        name: '',
        trials: { preset: 'quick', blocks: 0, warmUpSeconds: 5, measureSeconds: 8 },
      }),
    )
    expect(error.code).toBe('profile.invalid')
    expect(error.message).toContain('name: expected string to have >=1 characters; got "" (and 1 more)')
    expect(error.context.issues).toEqual([
      { path: 'name', value: '', expected: 'expected string to have >=1 characters' },
      { path: 'trials.blocks', value: 0, expected: 'expected number to be >=1' },
    ])
  })

  it('names an unknown field itself, not the object around it', () => {
    const error = failureOf(() => parseProfile({ ...makeProfile(), trails: 3 }))
    expect(error.context.issues).toEqual([
      { path: 'trails', value: 3, expected: 'expected no field of this name' },
    ])
  })

  it.each([
    [
      'a workload with both amounts',
      { workload: { kind: 'cpu', count: 1, targetMs: 1 } },
      'workload',
      'give exactly one',
    ],
    ['an unknown load', { load: { kind: 'opn' } }, 'load.kind', "expected 'open' | 'closed' | 'burst'"],
    ['a rate in words', { load: { kind: 'open', rate: 'fast' } }, 'load.rate', 'expected object'],
    [
      'a knob that is no value',
      { contenders: [{ id: 'a', runtime: 'b', label: 'c', colour: 0, knobs: { x: null } }] },
      'contenders.0.knobs.x',
      'expected string or number or boolean',
    ],
    ['a reference to nobody', { reference: 'nobody' }, 'reference', 'expected one of node-cluster'],
    [
      'two contenders of one id',
      { contenders: [...makeProfile().contenders, makeProfile().contenders[0]] },
      'contenders.2.id',
      'expected a unique id',
    ],
    ['an id that is a path', { id: '../evil' }, 'id', 'expected lower-case letters'],
    ['no version', { version: undefined }, 'version', 'expected 1'],
  ])('says where %s is wrong and what was expected', (_what, change, path, expected) => {
    const error = failureOf(() => parseProfile({ ...makeProfile(), ...change }))
    expect(error.code).toBe('profile.invalid')
    expect(error.context.issues).toContainEqual(
      expect.objectContaining({ path, expected: expect.stringContaining(expected) }),
    )
  })

  it.each([2, 99, -1, 0.5])('refuses version %d, which no migration leads from', (version) => {
    const error = failureOf(() => parseProfile({ ...makeProfile(), version }))
    expect(error.code).toBe('profile.version-unknown')
    expect(error.context).toMatchObject({ version, current: 1 })
  })

  it.each([null, undefined, 7, 'text', [], true])('refuses %j', (input) => {
    expect(failureOf(() => parseProfile(input)).code).toBe('profile.invalid')
  })
})
