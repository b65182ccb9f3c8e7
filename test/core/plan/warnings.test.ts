// What a plan warns of, and what it does not.
import { describe, expect, it } from 'vitest'
import type { Load } from '../../../src/model/load.ts'
import type { Workload } from '../../../src/model/workload.ts'
import { makePlan, type PlanParts } from '../../fakes/make-plan.ts'

const open = (ratePerSecond: number, arrivals: 'uniform' | 'poisson' = 'uniform'): Load => ({
  kind: 'open',
  rate: { shape: 'constant', ratePerSecond },
  arrivals,
})
const cpu = (targetMs: number): Workload => ({ kind: 'cpu', targetMs })
const warningsOf = (parts: PlanParts) => makePlan(parts).warnings.join('\n')

describe('a plan', () => {
  it('warns of nothing where there is nothing to warn of', () => {
    expect(makePlan().warnings).toEqual([])
  })

  it('names contenders with more workers than the server has cores, once per number', () => {
    const warnings = makePlan({ host: { cpus: [0, 1], cores: [[0], [1]] } }).warnings
    expect(warnings).toEqual([
      'Node cluster and FastAPI + uvloop have 2 workers for 1 server core: they take turns, which shows in the tail.',
    ])
  })

  it('warns where nothing can be pinned, cores are shared, or there is one core only', () => {
    expect(warningsOf({ host: { canPin: false } })).toContain('Nothing is pinned here')
    expect(warningsOf({ profile: { cores: 'shared' } })).toContain('share every core')
    expect(warningsOf({ host: { cpus: [0], cores: [[0]] } })).toContain('a single CPU')
    expect(warningsOf({ host: { cpus: [0, 1], cores: [[0, 1]] } })).toContain('one physical core')
    expect(warningsOf({ profile: { cores: 'shared', pacing: 'precise' } })).toContain(
      'polls without sleeping',
    )
  })

  it('says by Little’s law how many connections a rate keeps busy', () => {
    expect(warningsOf({ profile: { load: open(1_000) } })).toContain(
      '1,000 requests/s of 100 ms keep about 100 in flight; with 64 connections some wait for one',
    )
    expect(warningsOf({ profile: { load: open(640) } })).toBe('')
  })

  it('asks for more connections where arrivals are random', () => {
    expect(warningsOf({ profile: { load: open(500, 'poisson') } })).toContain('Give at least 72.')
  })

  it('expects overload where the work needs more cores than there are', () => {
    expect(warningsOf({ profile: { load: open(400), workload: cpu(10) } })).toContain(
      'need 4 cores and the server has 3',
    )
    expect(warningsOf({ profile: { load: open(200), workload: cpu(10) } })).toBe('')
  })

  it('expects overload of loops that block longer than they have', () => {
    const parts = { profile: { load: open(100), workload: { kind: 'blocking' as const, ms: 20 } } }
    expect(warningsOf(parts)).toContain('expect Node cluster and FastAPI + uvloop to be overloaded')
    expect(warningsOf({ ...parts, workers: { 'node-cluster': 3 } })).toContain(
      'expect FastAPI + uvloop to be overloaded',
    )
  })

  it('says what a closed loop hides', () => {
    expect(warningsOf({ profile: { load: { kind: 'closed', users: 8, thinkTimeMs: 0 } } })).toContain(
      'service times',
    )
  })

  it('warns of a timeout shorter than the work or longer than the trial', () => {
    expect(warningsOf({ profile: { timeoutMs: 50 } })).toContain('shorter than the work')
    expect(warningsOf({ profile: { timeoutMs: 30_000 } })).toContain('longer than the 8 s measured')
  })

  it('warns of a spike nobody measures, of steps down to nothing, and of a battery', () => {
    const spike: Load = {
      kind: 'open',
      rate: { shape: 'spike', basePerSecond: 10, spikePerSecond: 50, spikeAtSeconds: 9, spikeSeconds: 1 },
      arrivals: 'uniform',
    }
    const steps: Load = {
      kind: 'open',
      rate: { shape: 'steps', fromPerSecond: 100, stepPerSecond: -50, stepSeconds: 1 },
      arrivals: 'uniform',
    }
    expect(warningsOf({ profile: { load: spike } })).toContain('lies after the 8 s that are measured')
    expect(warningsOf({ profile: { load: steps } })).toContain('steps down to nothing')
    expect(warningsOf({ host: { power: 'battery' } })).toContain('battery')
  })
})
