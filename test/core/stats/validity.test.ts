// The gates of a trial: each passes on a sound one and fails on the fault it is for, with value, bound and a fix.
import { describe, expect, it } from 'vitest'
import { evaluateGates, type TrialFacts } from '../../../src/core/stats/validity.ts'
import type { GeneratorSummary, Window } from '../../../src/model/generator.ts'
import type { Gate } from '../../../src/model/result.ts'
import { makeCounts, makeHistogram, makeSummary, makeWindow } from '../../fakes/make-measurements.ts'
import { makePlan, type PlanParts } from '../../fakes/make-plan.ts'

const quiet = Array.from({ length: 32 }, (_, index) =>
  makeWindow(index, new Array(112 + (index % 2)).fill(100_500)),
)

interface Change {
  readonly summary?: Partial<GeneratorSummary>
  readonly plan?: PlanParts
  readonly windows?: readonly Window[]
  readonly probesUnchanged?: boolean
}

function gatesOf(change: Change = {}): Gate[] {
  const plan = makePlan(change.plan)
  const [trial] = plan.trials
  if (trial === undefined) throw new Error('a plan has trials')
  const facts: TrialFacts = {
    plan,
    trial,
    summary: makeSummary(quiet, change.summary),
    windows: change.windows ?? quiet,
    probesUnchanged: change.probesUnchanged ?? true,
  }
  return evaluateGates(facts)
}

function gate(id: string, change: Change = {}): Gate {
  const found = gatesOf(change).find((each) => each.id === id)
  if (found === undefined) throw new Error(`no gate ${id}`)
  return found
}

describe('a sound trial', () => {
  it('passes every gate, each with a sentence', () => {
    const gates = gatesOf()
    expect(gates.map(({ id, ok }) => [id, ok])).toEqual([
      ['schedule', true],
      ['ruler', true],
      ['pauses', true],
      ['generator-cpu', true],
      ['truth-probes', true],
    ])
    for (const { message } of gates) expect(message).toMatch(/^[A-Z].*\.$/)
  })

  it('is not spoiled by a server that fails, is slow, or leaves requests unsent', () => {
    const counts = makeCounts(1_000, {
      scheduled: 3_600,
      sent: 2_000,
      failed: 1_000,
      abandoned: 1_600,
      errors: { reset: 1_000 },
    })
    expect(gatesOf({ summary: { counts } }).every(({ ok }) => ok)).toBe(true)
  })
})

describe('the schedule gate', () => {
  it('fails where a request is unaccounted for', () => {
    const found = gate('schedule', { summary: { counts: makeCounts(3_600, { abandoned: 1 }) } })
    expect(found).toMatchObject({ ok: false, value: 1, bound: 0 })
  })

  it('fails where the generator scheduled fewer requests than the profile asks for', () => {
    const found = gate('schedule', { summary: { counts: makeCounts(3_500) } })
    expect(found).toMatchObject({ ok: false, value: 100, bound: 1 })
    expect(found.message).toContain('3500 requests were due where the profile asks for 3600')
  })

  it('fails where a second is off though the total is not', () => {
    const moved = quiet.map((window) => {
      const shift = window.index === 5 ? 10 : window.index === 20 ? -10 : 0
      return { ...window, counts: makeCounts(window.counts.scheduled + shift) }
    })
    const found = gate('schedule', { windows: moved })
    expect(found).toMatchObject({ ok: false, value: 10, bound: 1 })
    expect(found.message).toContain('In second 2')
  })

  it('lets Poisson arrivals vary, as they must, and no more', () => {
    const plan: PlanParts = {
      profile: {
        load: { kind: 'open', rate: { shape: 'constant', ratePerSecond: 450 }, arrivals: 'poisson' },
      },
    }
    expect(gate('schedule', { plan, summary: { counts: makeCounts(3_750) } }).ok).toBe(true)
    expect(gate('schedule', { plan, summary: { counts: makeCounts(4_000) } }).ok).toBe(false)
  })

  it('does not ask a trial that was cut short for the rest of its schedule', () => {
    expect(gate('schedule', { summary: { counts: makeCounts(100), cancelled: true } }).ok).toBe(true)
  })
})

describe('the ruler gate', () => {
  const slower = (us: number) => makeHistogram(new Array(3_600).fill(us))

  it('fails where lateness moves a percentile by more than 5 %', () => {
    const found = gate('ruler', {
      summary: { okResponseUs: slower(110_000), serviceUs: slower(100_000), latenessUs: slower(10_000) },
    })
    expect(found.ok).toBe(false)
    expect(found.value / found.bound).toBeGreaterThan(1.7)
    expect(found.message).toMatch(/Give the generator a core of its own/)
  })

  it('does not blame the generator for the wait for a connection', () => {
    const summary = { okResponseUs: slower(500_000), serviceUs: slower(100_000), latenessUs: slower(20) }
    expect(gate('ruler', { summary })).toMatchObject({ ok: true, value: 20 })
  })

  it('does not blame late requests that did not move the percentile', () => {
    // the wheel was late, but not for those that make the tail: response and service agree at every percentile
    const summary = { okResponseUs: slower(100_000), serviceUs: slower(100_000), latenessUs: slower(10_000) }
    expect(gate('ruler', { summary })).toMatchObject({ ok: true, value: 0 })
  })

  it('allows 200 µs however short the request', () => {
    const summary = (late: number) => ({
      okResponseUs: slower(300 + late),
      serviceUs: slower(300),
      latenessUs: slower(late),
    })
    expect(gate('ruler', { summary: summary(190) }).ok).toBe(true)
    expect(gate('ruler', { summary: summary(250) }).ok).toBe(false)
  })

  it('says nothing of a closed loop, where nothing is due', () => {
    const plan: PlanParts = { profile: { load: { kind: 'closed', users: 45, thinkTimeMs: 0 } } }
    expect(gatesOf({ plan }).map(({ id }) => id)).not.toContain('ruler')
  })
})

describe('the pause gate', () => {
  const pauses = (count: number, durationUs: number) => ({
    pauses: Array.from({ length: count }, (_, index) => ({
      kind: 'gc' as const,
      startMs: index * 100,
      durationUs,
    })),
  })

  it('counts pauses and passes short ones', () => {
    const found = gate('pauses', { summary: pauses(30, 3_000) })
    expect(found).toMatchObject({ ok: true, value: 3_000 })
    expect(found.message).toContain('paused 30 times, longest 3.00 ms')
  })

  it('passes a long one that touches too few requests to move p99', () => {
    expect(gate('pauses', { summary: pauses(1, 30_000) }).ok).toBe(true)
  })

  it('fails where long ones take more than half of what lies beyond p99', () => {
    expect(gate('pauses', { summary: pauses(2, 30_000) })).toMatchObject({ ok: false, value: 30_000 })
  })
})

describe('the other gates', () => {
  it('fail a generator that was too busy, in words that say what was counted', () => {
    const found = gate('generator-cpu', { summary: { generatorBusyShare: 0.82 } })
    expect(found).toMatchObject({ ok: false, value: 0.82, bound: 0.7 })
    expect(found.message).toBe(
      'The busiest generator thread was 82 % busy, polling left out (bound 70 %). Lower the rate, or give the generator more cores.',
    )
  })

  it('fail a server that is another one after the load', () => {
    expect(gate('truth-probes', { probesUnchanged: false })).toMatchObject({ ok: false, value: 1, bound: 0 })
  })

  it('check by Little’s law that users were kept going', () => {
    // 3,600 requests of 100.5 ms in 8 s are 45.2 going on average
    const closed = (users: number): PlanParts => ({
      profile: { load: { kind: 'closed', users, thinkTimeMs: 0 } },
    })
    expect(gate('closed-loop', { plan: closed(45) }).ok).toBe(true)
    expect(gate('closed-loop', { plan: closed(64) })).toMatchObject({ ok: false, bound: 0.05 })
    const thinking: PlanParts = { profile: { load: { kind: 'closed', users: 90, thinkTimeMs: 100 } } }
    expect(gate('closed-loop', { plan: thinking }).ok).toBe(true)
    const refused = makeCounts(3_600, { scheduled: 4_000, failed: 400 })
    const ids = gatesOf({ plan: closed(64), summary: { counts: refused } }).map(({ id }) => id)
    expect(ids).not.toContain('closed-loop')
  })
})
