import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { formatDuration, formatTable, formatUs } from '../../src/cli/output/format.ts'
import { createPaint, wantsColours } from '../../src/cli/output/paint.ts'
import { createProgress } from '../../src/cli/output/progress.ts'
import { resultLines } from '../../src/cli/output/result-text.ts'
import { TailraceError, toEnvelope } from '../../src/model/errors.ts'
import type { RunEvent } from '../../src/model/live.ts'
import { makePlan } from '../fakes/make-plan.ts'
import { makeResult } from '../fakes/make-run.ts'

const plain = createPaint(false)

test.each([
  [0, '0 µs'],
  [999, '999 µs'],
  [1_000, '1.00 ms'],
  [104_321, '104 ms'],
  [999_499, '999 ms'],
  [999_500, '1.00 s'],
  [12_345_678, '12.3 s'],
])('%i µs is written %s', (us, text) => {
  expect(formatUs(us)).toBe(text)
})

test.each([
  [48, '48 s'],
  [60, '1 min'],
  [140, '2 min 20 s'],
  [3_900, '1 h 5 min'],
])('%i s is written %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text)
})

test('columns line up, whatever the colours', () => {
  const paint = createPaint(true)
  const [first = '', second = ''] = formatTable([
    ['a', paint.bad('1')],
    ['long', '200'],
  ])
  expect(stripVTControlCharacters(first)).toBe('a       1')
  expect(second).toBe('long  200')
})

test('NO_COLOR wins over everything, a pipe gets none', () => {
  expect(wantsColours({ isTTY: true }, {})).toBe(true)
  expect(wantsColours({ isTTY: true }, { NO_COLOR: '1' })).toBe(false)
  expect(wantsColours({ isTTY: true }, { NO_COLOR: '1', FORCE_COLOR: '1' })).toBe(false)
  expect(wantsColours({ isTTY: true }, { TERM: 'dumb' })).toBe(false)
  expect(wantsColours({}, {})).toBe(false)
  expect(wantsColours({}, { FORCE_COLOR: '1' })).toBe(true)
})

describe('the table of results', () => {
  const base = makeResult()
  const [contender] = base.contenders
  if (contender === undefined) throw new Error('the fake has contenders')
  const tableOf = (change: Partial<typeof contender>): string =>
    resultLines({ ...base, contenders: [{ ...contender, ...change }] }, plain).join('\n')

  test('shows the numbers of the result', () => {
    const text = resultLines(base, plain).join('\n')
    for (const { label, responseUs } of base.contenders) {
      expect(text).toContain(label)
      if (responseUs.p50 !== null) expect(text).toContain(formatUs(responseUs.p50))
    }
  })
  test('never shows a number without its support', () => {
    const responseUs = { p50: 1_111, p90: 2_222, p99: null, p999: null, max: 9_999 }
    const text = tableOf({ responseUs, support: { p50: 'solid', p90: 'grey', p99: 'few', p999: 'failed' } })
    expect(text).toMatch(/ 1\.11 ms +\(2\.22 ms\) +– +∞ /)
    expect(text).toContain('( ) few samples · – too few samples · ∞ failures reach this percentile')
  })
  test('names a contender that is missing with its reason and the fix', () => {
    const error = toEnvelope(new TailraceError('provision.failed', 'no wheels', { hint: 'get wheels' }))
    const text = tableOf({ error })
    expect(text).toContain('not measured')
    expect(text).toContain('no wheels [provision.failed]')
    expect(text).toContain('fix: get wheels')
  })
})

describe('progress', () => {
  const plan = makePlan()
  const progress = (stage: 'provisioning' | 'starting' | 'measure', trialIndex: number | null): RunEvent => ({
    type: 'progress',
    progress: {
      runId: 'r',
      stage,
      trialIndex,
      contenderId: trialIndex === null ? null : (plan.trials[trialIndex]?.contenderId ?? null),
      trialsDone: trialIndex ?? 0,
      trialsTotal: plan.trials.length,
      elapsedSeconds: 1,
      estimatedSeconds: 100,
    },
  })
  const step = (name: string, fraction: number): RunEvent => ({
    type: 'provision',
    runId: 'r',
    step: {
      contenderId: 'a',
      runtime: 'fastapi',
      step: name,
      fraction,
      detail: '12 of 20 MB',
      elapsedSeconds: 5,
    },
  })

  test('in a log tells each step once and no trial twice', () => {
    const view = createProgress(plan, plain, true)
    const lines = [
      progress('provisioning', null),
      step('installing', 0.1),
      step('installing', 0.5),
      progress('starting', 0),
      progress('starting', 0),
      progress('measure', 0),
    ].flatMap((event) => view.lines(event))
    expect(lines).toHaveLength(3)
    expect(lines[0]).toContain('fastapi: installing 10 % · 12 of 20 MB (5 s)')
  })

  test('on a terminal shows what happens now and how long it will take, within its width', () => {
    const view = createProgress(plan, plain, false)
    expect(view.status(80)).toEqual([])
    for (const event of [progress('provisioning', null), step('installing', 0.6)]) view.lines(event)
    expect(view.status(80).join('\n')).toContain('fastapi: installing 60 % · 12 of 20 MB (5 s)')
    view.lines(progress('measure', 1))
    const status = view.status(60)
    expect(status.join('\n')).toContain('measuring')
    expect(status.join('\n')).toContain('about 1 min 39 s left')
    for (const line of status) expect([...line].length).toBeLessThanOrEqual(60)
  })
})
