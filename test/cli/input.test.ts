import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseSpec } from '../../src/cli/input/arguments.ts'
import { parseContenders } from '../../src/cli/input/contender.ts'
import { loadOf } from '../../src/cli/input/load-options.ts'
import { parseObjective } from '../../src/cli/input/objective.ts'
import { changeProfile } from '../../src/cli/input/profile.ts'
import { parseWorkload } from '../../src/cli/input/workload.ts'
import { type Manifest, manifestSchema } from '../../src/model/manifest.ts'
import { profileSchema } from '../../src/model/profile.ts'
import { workloadSchema } from '../../src/model/workload.ts'
import { makeProfile } from '../fakes/make-profile.ts'

const usage = expect.objectContaining({ code: 'usage.bad-argument' })
const thrown = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return error
  }
}

const folder = join(import.meta.dirname, '../../runtimes')
const manifests: Manifest[] = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap((entry) => {
    const file = join(folder, entry.name, 'runtime.json')
    const text = thrown(() => readFileSync(file, 'utf8'))
    return typeof text === 'string' ? [manifestSchema.parse(JSON.parse(text))] : []
  })

describe('--workload', () => {
  test.each([
    ['hello', { kind: 'hello' }],
    ['wait', { kind: 'wait', wait: { distribution: 'fixed', ms: 100 } }],
    ['wait:ms=20', { kind: 'wait', wait: { distribution: 'fixed', ms: 20 } }],
    [
      'wait:distribution=bimodal,ms=5,slowMs=80,slowShare=0.02',
      { kind: 'wait', wait: { distribution: 'bimodal', ms: 5, slowMs: 80, slowShare: 0.02 } },
    ],
    ['cpu:targetMs=60', { kind: 'cpu', targetMs: 60 }],
    ['cpu', { kind: 'cpu', count: 10_000_000 }],
    ['mixed:waitMs=50,targetMs=20', { kind: 'mixed', waitMs: 50, targetMs: 20 }],
    ['json:items=10', { kind: 'json', items: 10 }],
    ['blocking:ms=200', { kind: 'blocking', ms: 200 }],
  ])('%s', (text, expected) => {
    expect(parseWorkload(text)).toEqual(expected)
  })

  test.each([
    '',
    'nope',
    'cpu:targetMs=-1',
    'cpu:targetMs=5,count=5',
    'cpu:colour=red',
    'cpu:targetMs',
    'wait:slowMs=3',
    'json:items=1.5',
    'cpu:targetMs=1,targetMs=2',
    '__proto__',
  ])('"%s" is refused with a code', (text) => {
    expect(thrown(() => parseWorkload(text))).toEqual(usage)
  })

  test('whatever is written gives a workload of the schema or a coded error', () => {
    const word = fc.constantFrom(
      'cpu',
      'wait',
      'json',
      ':',
      ',',
      '=',
      'ms',
      'targetMs',
      '1',
      '-',
      'é',
      'items',
    )
    fc.assert(
      fc.property(
        fc.array(word).map((words) => words.join('')),
        (text) => {
          const result = thrown(() => parseWorkload(text))
          if (result instanceof Error) expect(result).toEqual(usage)
          else expect(workloadSchema.safeParse(result).success).toBe(true)
        },
      ),
    )
  })
})

describe('--fail-on', () => {
  test.each([
    ['p99 > 200ms', { metric: 'p99', atMost: 200 }],
    ['p99.9>1.5s', { metric: 'p999', atMost: 1_500 }],
    ['p50 > 500us', { metric: 'p50', atMost: 0.5 }],
    ['errors > 1%', { metric: 'errorShare', atMost: 0.01 }],
  ])('%s', (text, expected) => {
    expect(parseObjective(text)).toEqual(expected)
  })
  test.each([
    'p99 < 200ms',
    'p98 > 1ms',
    'p99 > 200',
    'errors > 5ms',
    'p99 > 1%',
    'p99 > -1ms',
    '',
    'toString > 1ms',
  ])('"%s" is refused with a code', (text) => {
    expect(thrown(() => parseObjective(text))).toEqual(usage)
  })
})

describe('--contender', () => {
  test('the presets of the first look are those of the built-in profile', () => {
    const found = parseContenders(['node-cluster', 'fastapi-uvloop', 'python-freethreaded'], manifests)
    expect(found.map(({ id, runtime, colour }) => [id, runtime, colour])).toEqual([
      ['node-cluster', 'node', 0],
      ['fastapi-uvloop', 'fastapi', 1],
      ['python-freethreaded', 'python-freethreaded', 2],
    ])
  })
  test('knobs get the type their manifest gives them, and show in the label', () => {
    const [contender] = parseContenders(['fastapi-uvloop:workers=4,loop=asyncio'], manifests)
    expect(contender).toMatchObject({ knobs: { workers: 4, loop: 'asyncio' } })
    expect(contender?.label).toContain('workers=4')
  })
  test('the same preset twice gets two ids', () => {
    const found = parseContenders(['node-cluster', 'node-cluster:workers=1'], manifests)
    expect(found.map(({ id }) => id)).toEqual(['node-cluster', 'node-cluster-2'])
    expect(
      profileSchema.safeParse({ ...makeProfile(), contenders: found, reference: undefined }).success,
    ).toBe(true)
  })
  test.each([
    ['nope', 'runtime.unknown'],
    ['node-cluster:colour=red', 'runtime.knob-unknown'],
    ['node-cluster:workers=many', 'usage.bad-argument'],
    ['node-cluster:workers=-1', 'usage.bad-argument'],
    ['fastapi-uvloop:loop=twisted', 'usage.bad-argument'],
    [':', 'usage.bad-argument'],
  ])('%s is %s', (text, code) => {
    expect(thrown(() => parseContenders([text], manifests))).toMatchObject({ code })
  })
})

describe('how requests arrive', () => {
  const open = { kind: 'open', rate: { shape: 'constant', ratePerSecond: 450 }, arrivals: 'uniform' } as const
  test('one of rate, users and burst replaces the load of the profile', () => {
    expect(loadOf({ rate: 5 }, open)).toEqual({ ...open, rate: { shape: 'constant', ratePerSecond: 5 } })
    expect(loadOf({ users: 5, thinkTime: 2 }, open)).toEqual({ kind: 'closed', users: 5, thinkTimeMs: 2 })
    expect(loadOf({ burst: 100 }, open)).toEqual({ kind: 'burst', count: 100 })
    expect(loadOf({}, open)).toBe(open)
  })
  test('arrivals change an open loop only, think time a closed one only', () => {
    expect(loadOf({ arrivals: 'poisson' }, open)).toEqual({ ...open, arrivals: 'poisson' })
    expect(thrown(() => loadOf({ burst: 5, arrivals: 'poisson' }, open))).toEqual(usage)
    expect(thrown(() => loadOf({ thinkTime: 5 }, open))).toEqual(usage)
  })
  test('two of them at once are refused', () => {
    expect(thrown(() => loadOf({ rate: 5, users: 5 }, open))).toEqual(usage)
  })
})

describe('a profile and options over it', () => {
  const base = makeProfile()
  test('without options it is the profile itself, under its own id', () => {
    expect(changeProfile(base, { provision: true }, manifests)).toBe(base)
  })
  test('with options it is still a profile, but not under that id', () => {
    const changed = changeProfile(
      base,
      { provision: true, duration: 2, trials: 2, warmUp: 1, seed: 9, contender: ['node-single'] },
      manifests,
    )
    expect(profileSchema.parse(changed)).toMatchObject({
      id: 'command-line',
      seed: 9,
      trials: { preset: 'custom', blocks: 2, warmUpSeconds: 1, measureSeconds: 2 },
    })
    expect(changed.reference).toBeUndefined()
  })
})

test('a specification is read back as it was written', () => {
  const word = fc.stringMatching(/^[a-zA-Z0-9_.-]+$/)
  fc.assert(
    fc.property(word, fc.uniqueArray(fc.tuple(word, word), { selector: ([key]) => key }), (name, pairs) => {
      const text = `${name}:${pairs.map(([key, value]) => `${key}=${value}`).join(',')}`
      const spec = parseSpec('--x', text)
      expect([spec.name, [...spec.settings]]).toEqual([name, pairs])
    }),
  )
})
