// The comparison in words: what is claimed, what is not, and how often it is wrong.
import { describe, expect, it } from 'vitest'
import { type ComparedContender, type ComparisonInput, compare } from '../../../src/core/stats/verdict.ts'
import { makeRandom } from './random.ts'

function contender(
  id: string,
  valuesUs: readonly (number | null)[],
  overrides: Partial<ComparedContender> = {},
): ComparedContender {
  return {
    id,
    label: id.toUpperCase(),
    overloaded: false,
    missing: null,
    trials: valuesUs.map((valueUs, block) => ({ block, valueUs, valid: true })),
    ...overrides,
  }
}

function verdict(
  a: ComparedContender,
  b: ComparedContender,
  overrides: Partial<ComparisonInput> = {},
): ReturnType<typeof compare> {
  return compare({
    contender: a,
    reference: b,
    percentile: 'p99',
    headline: 'p99',
    comparisons: 1,
    plannedBlocks: Math.max(a.trials.length, 5),
    ...overrides,
  })
}

const steady = [100_000, 102_000, 99_000, 101_000, 100_500]
const times = (factor: number, values = steady) => values.map((value) => value * factor)

describe('a verdict', () => {
  it('says how many times slower, with its interval', () => {
    const found = verdict(
      contender('a', times(1.8, [100e3, 104e3, 99e3, 101e3, 97e3])),
      contender('b', steady),
    )
    expect(found.kind).toBe('slower')
    expect(found.ratio).toBeCloseTo(1.8 * 0.9971, 2)
    expect(found.sentence).toMatch(/^A is 1\.\d\d times slower than B at p99 \(95 %: 1\.\d\d–1\.\d\d\)\.$/)
    expect(found.lower).toBeLessThan(found.ratio ?? 0)
    expect(found.upper).toBeGreaterThan(found.ratio ?? 9)
  })

  it('says faster the other way round, with the same interval turned over', () => {
    const slow = times(1.8, [100e3, 104e3, 99e3, 101e3, 97e3])
    const slower = verdict(contender('a', slow), contender('b', steady))
    const faster = verdict(contender('b', steady), contender('a', slow))
    expect(faster.kind).toBe('faster')
    expect(faster.ratio).toBeCloseTo(1 / (slower.ratio ?? 0), 12)
    expect(faster.lower).toBeCloseTo(1 / (slower.upper ?? 0), 12)
    expect(faster.sentence).toContain(slower.sentence.match(/1\.\d\d–1\.\d\d/)?.[0] ?? 'no interval')
  })

  it('says no difference only where the 90 % interval lies inside ±10 %', () => {
    const near = verdict(contender('a', [101e3, 101e3, 100e3, 102e3, 100e3]), contender('b', steady))
    expect(near.kind).toBe('no-difference')
    expect(near.sentence).toMatch(/^A and B: no difference at p99 \(within 10 %/)
    const noisy = verdict(contender('a', [70e3, 140e3, 90e3, 120e3, 80e3]), contender('b', steady))
    expect(noisy.kind).toBe('undecided')
    expect(noisy.sentence).toMatch(
      /undecided, between 0\.\d\d and 1\.\d\d times \(95 %\); about \d+ more blocks would settle it/,
    )
  })

  it('claims no difference from two constant series only where they are near', () => {
    const flat = [100e3, 100e3, 100e3, 100e3, 100e3]
    expect(verdict(contender('a', flat), contender('b', flat)).kind).toBe('no-difference')
    expect(verdict(contender('a', times(1.5, flat)), contender('b', flat)).kind).toBe('slower')
  })

  it('widens its intervals for several comparisons (Bonferroni)', () => {
    const values = [120e3, 108e3, 112e3, 125e3, 109e3]
    const one = verdict(contender('a', values), contender('b', steady))
    const three = verdict(contender('a', values), contender('b', steady), { comparisons: 3 })
    expect(three.confidence).toBeCloseTo(1 - 0.05 / 3, 12)
    expect(three.lower).toBeLessThan(one.lower ?? 0)
    expect(three.sentence).toContain('98.3 %')
  })

  it('gives an indication and no interval below five planned blocks', () => {
    const found = verdict(contender('a', [180e3, 200e3, 190e3]), contender('b', [100e3, 100e3, 100e3]), {
      plannedBlocks: 3,
    })
    expect(found).toMatchObject({ kind: 'indication', lower: null, upper: null, confidence: 0, blocks: 3 })
    expect(found.ratio).toBeCloseTo(1.9, 9)
    expect(found.sentence).toMatch(/^Indication: A has a 1\.90× higher p99 than B \(median of 3 blocks\)/)
  })

  it('drops a block whole where one of its trials is missing or not valid', () => {
    const a = contender('a', times(2))
    const partial = { ...a, trials: a.trials.map((trial, index) => ({ ...trial, valid: index !== 0 })) }
    const found = verdict(partial, contender('b', steady.slice(0, 4)))
    expect(found.kind).toBe('slower')
    expect(found.blocks).toBe(3)
    const turned = verdict(contender('b', steady.slice(0, 4)), partial)
    expect(turned).toMatchObject({ kind: 'faster', blocks: 3 })
  })

  it('is not valid, and says why, with too few valid blocks', () => {
    const a = contender('a', times(2))
    const spoiled = { ...a, trials: a.trials.map((trial, index) => ({ ...trial, valid: index > 2 })) }
    const found = verdict(spoiled, contender('b', steady))
    expect(found).toMatchObject({ kind: 'not-valid', ratio: null, blocks: 2 })
    expect(found.sentence).toContain('because 3 of 5 blocks are incomplete or not valid')
  })

  it('gives no ratio where one is overloaded, fails, or is missing', () => {
    const b = contender('b', steady)
    const overloaded = verdict(contender('a', steady, { overloaded: true }), b)
    expect(overloaded).toMatchObject({ kind: 'overloaded', ratio: null })
    expect(overloaded.sentence).toContain('A is overloaded at this load')
    const failing = verdict(contender('a', [null, null, null, 100e3, 100e3]), b)
    expect(failing).toMatchObject({ kind: 'overloaded', ratio: null })
    expect(failing.sentence).toContain('A fails at this load in 3 of 5 trials')
    const missing = verdict(contender('a', [], { missing: 'no interpreter was found' }), b)
    expect(missing).toMatchObject({ kind: 'not-valid', ratio: null })
    expect(missing.sentence).toContain('because no interpreter was found')
  })

  it('never leaves out the trial that failed to compare the ones that did not', () => {
    const found = verdict(contender('a', [null, ...times(0.5).slice(1)]), contender('b', steady))
    expect(found).toMatchObject({ kind: 'overloaded', ratio: null })
    expect(found.sentence).toContain('A fails at this load in 1 of 5 trials')
  })

  it('marks every percentile but the declared one as exploratory', () => {
    const pair = [contender('a', times(2)), contender('b', steady)] as const
    expect(verdict(...pair).exploratory).toBe(false)
    expect(verdict(...pair, { percentile: 'p50' }).exploratory).toBe(true)
  })
})

describe('over many runs', () => {
  /** Log p99 of one trial: the host's state of the block, shared, and the trial's own noise. */
  function simulate(options: { seed: number; runs: number; blocks: number; factor: number; noise: number }) {
    const { normal } = makeRandom(options.seed)
    const kinds = new Map<string, number>()
    for (let run = 0; run < options.runs; run += 1) {
      const a: number[] = []
      const b: number[] = []
      for (let block = 0; block < options.blocks; block += 1) {
        const host = 0.3 * normal()
        a.push(100_000 * options.factor * Math.exp(host + options.noise * normal()))
        b.push(100_000 * Math.exp(host + options.noise * normal()))
      }
      const { kind } = verdict(contender('a', a), contender('b', b))
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    }
    return (kind: string) => (kinds.get(kind) ?? 0) / options.runs
  }

  it.each([
    [5, 0.02],
    [5, 0.1],
    [10, 0.1],
    [10, 0.3],
  ])('A against A gives a false verdict in at most 5 %% with %d blocks and noise %d', (blocks, noise) => {
    const share = simulate({ seed: 1 + blocks, runs: 2_000, blocks, factor: 1, noise })
    // 5 % and two and a half standard deviations of the simulation itself
    expect(share('slower') + share('faster')).toBeLessThanOrEqual(
      0.05 + 2.5 * Math.sqrt((0.05 * 0.95) / 2_000),
    )
  })

  it('finds a difference of 1.5 times under 10 % noise in more than 95 % with five blocks, never the wrong way', () => {
    const share = simulate({ seed: 3, runs: 1_000, blocks: 5, factor: 1.5, noise: 0.1 })
    expect(share('slower')).toBeGreaterThan(0.95)
    expect(share('faster') + share('no-difference')).toBe(0)
  })

  it('finds no difference between equals under 3 % noise in more than 90 % with ten blocks', () => {
    const share = simulate({ seed: 4, runs: 1_000, blocks: 10, factor: 1, noise: 0.03 })
    expect(share('no-difference')).toBeGreaterThan(0.9)
  })
})
