// profile + host -> plan: order, seeds, cores and pacing are pure functions of what goes in.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compilePlan } from '../../../src/core/plan/compile-plan.ts'
import { planSchema } from '../../../src/model/plan.ts'
import { makeHost, makePlan } from '../../fakes/make-plan.ts'
import { makeContender, makeProfile } from '../../fakes/make-profile.ts'

const trials = (blocks: number) => ({
  preset: 'custom' as const,
  blocks,
  warmUpSeconds: 5,
  warmUpUntilSteady: false,
  measureSeconds: 8,
  coolDownSeconds: 1,
})

describe('the order of trials', () => {
  it('holds every contender once per block, whatever the seed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xffff_ffff }),
        fc.integer({ min: 1, max: 12 }),
        (seed, blocks) => {
          const plan = makePlan({ profile: { seed, trials: trials(blocks) } })
          expect(plan.trials.map(({ index }) => index)).toEqual(plan.trials.map((_, index) => index))
          for (let block = 0; block < blocks; block += 1) {
            const ids = plan.trials.filter((trial) => trial.block === block).map((trial) => trial.contenderId)
            expect(ids.toSorted()).toEqual(['fastapi-uvloop', 'node-cluster'])
          }
        },
      ),
    )
  })

  it('is the same for the same seed and another for another', () => {
    const order = (seed: number) =>
      makePlan({ profile: { seed, trials: trials(10) } }).trials.map((trial) => trial.contenderId)
    expect(order(7)).toEqual(order(7))
    expect(order(7)).not.toEqual(order(8))
  })

  it('gives every order of three contenders about as often', () => {
    const contenders = ['a', 'b', 'c'].map((id) => makeContender({ id, label: id }))
    const seen = new Map<string, number>()
    for (let seed = 0; seed < 60; seed += 1) {
      const plan = makePlan({ profile: { seed, contenders, trials: trials(100) } })
      for (let block = 0; block < 100; block += 1) {
        const order = plan.trials
          .slice(block * 3, block * 3 + 3)
          .map((trial) => trial.contenderId)
          .join('')
        seen.set(order, (seen.get(order) ?? 0) + 1)
      }
    }
    // 6,000 blocks over 6 orders: 1,000 each, standard deviation 29; five of them either way.
    expect(seen.size).toBe(6)
    for (const count of seen.values()) expect(Math.abs(count - 1_000)).toBeLessThan(145)
  })

  it('lets every contender of a block meet the same arrivals, and each block others', () => {
    const plan = makePlan({ profile: { trials: trials(10) } })
    const seeds = Array.from({ length: 10 }, (_, block) => [
      ...new Set(plan.trials.filter((trial) => trial.block === block).map((trial) => trial.seed)),
    ])
    expect(seeds.every((each) => each.length === 1)).toBe(true)
    expect(new Set(seeds.flat()).size).toBe(10)
  })
})

describe('the split of cores', () => {
  const split = (parts: Parameters<typeof makePlan>[0]) => {
    const plan = makePlan(parts)
    const [trial] = plan.trials
    return [plan.isolation, trial?.serverCpus, trial?.generatorCpus, trial?.pacing]
  }

  it('gives the generator the last whole core, with its sibling threads', () => {
    const host = {
      cpus: [0, 1, 2, 3, 4, 5],
      cores: [
        [0, 3],
        [1, 4],
        [2, 5],
      ],
    }
    expect(split({ host })).toEqual(['cores', [0, 1, 3, 4], [2, 5], 'precise'])
  })

  it('gives each a core where there are two', () => {
    expect(split({ host: { cpus: [0, 1], cores: [[0], [1]] } })).toEqual(['cores', [0], [1], 'precise'])
  })

  it('splits the threads of a single core and lets the generator sleep', () => {
    expect(split({ host: { cpus: [0, 1], cores: [[0, 1]] } })).toEqual(['threads', [0], [1], 'efficient'])
  })

  it('shares a single CPU', () => {
    expect(split({ host: { cpus: [0], cores: [[0]] } })).toEqual(['shared', [0], [0], 'efficient'])
  })

  it('gives both every core where the profile says shared', () => {
    const all = [0, 1, 2, 3]
    expect(split({ profile: { cores: 'shared' } })).toEqual(['shared', all, all, 'efficient'])
  })

  it('pins nothing where the host cannot', () => {
    expect(split({ host: { canPin: false } })).toEqual(['none', [], [], 'efficient'])
  })

  it('never gives a CPU to both where it says that cores are dedicated', () => {
    const hosts = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 16 })
    fc.assert(
      fc.property(hosts, (sizes) => {
        let next = 0
        const cores = sizes.map((size) => Array.from({ length: size }, () => next++))
        const [trial] = makePlan({ host: { cpus: cores.flat(), cores } }).trials
        const both = [...(trial?.serverCpus ?? []), ...(trial?.generatorCpus ?? [])]
        expect(both.toSorted((left, right) => left - right)).toEqual(cores.flat())
      }),
    )
  })

  it('paces as the profile says where it says so', () => {
    expect(split({ profile: { pacing: 'efficient' } }).at(-1)).toBe('efficient')
    expect(split({ profile: { pacing: 'precise', cores: 'shared' } }).at(-1)).toBe('precise')
  })
})

describe('the plan', () => {
  it('carries complete knobs, the given ones over the contender’s', () => {
    const profile = makeProfile({ contenders: [makeContender({ knobs: { topology: 'cluster' } })] })
    const knobs = { 'node-cluster': { topology: 'cluster', workers: 3, offload: 'inline' } }
    const plan = compilePlan({ profile, host: makeHost(), knobs, workers: { 'node-cluster': 3 } })
    expect(plan.profile.contenders[0]?.knobs).toEqual(knobs['node-cluster'])
    expect(profile.contenders[0]?.knobs).toEqual({ topology: 'cluster' })
  })

  it('is what its schema says and survives being written and read', () => {
    const plan = makePlan()
    expect(planSchema.parse(JSON.parse(JSON.stringify(plan)))).toEqual(plan)
  })

  it('compares against the named reference, or the first contender', () => {
    expect(makePlan().referenceId).toBe('node-cluster')
    expect(makePlan({ profile: { reference: 'fastapi-uvloop' } }).referenceId).toBe('fastapi-uvloop')
  })

  it('opens as many connections as users or a burst are by definition, and says so', () => {
    const closed = makePlan({ profile: { load: { kind: 'closed', users: 100, thinkTimeMs: 0 } } })
    expect(closed.profile.connections).toBe(100)
    expect(closed.warnings).toContain('100 users need 100 connections, not 64: that many are opened.')
    expect(makePlan({ profile: { load: { kind: 'burst', count: 10 } } }).profile.connections).toBe(64)
  })

  it('is impossible for a burst beyond all connections, and for a host without a CPU', () => {
    const impossible = (message: RegExp) =>
      expect.objectContaining({ code: 'plan.impossible', message: expect.stringMatching(message) })
    const burst = { kind: 'burst' as const, count: 20_000 }
    expect(() => makePlan({ profile: { load: burst } })).toThrow(impossible(/20000/))
    expect(() => makePlan({ host: { cpus: [], cores: [] } })).toThrow(impossible(/no CPU/))
  })
})
