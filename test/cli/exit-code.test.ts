import { describe, expect, test } from 'vitest'
import { decisive, type ExitCode, exitCodeOfError, exitCodeOfResult } from '../../src/cli/exit-code.ts'
import { type ErrorCode, TailraceError, toEnvelope } from '../../src/model/errors.ts'
import type { Result } from '../../src/model/result.ts'
import { makeResult } from '../fakes/make-run.ts'

describe('where several exit codes apply', () => {
  test.each<[ExitCode[], ExitCode]>([
    [[1, 4, 3, 2, 130], 130],
    [[1, 4, 3, 2], 2],
    [[1, 4, 3], 3],
    [[1, 4], 4],
    [[1], 1],
    [[], 0],
  ])('%j gives %i', (codes, expected) => {
    expect(decisive(codes)).toBe(expected)
    expect(decisive([...codes].reverse())).toBe(expected)
  })
})

test.each<[ErrorCode, ExitCode]>([
  ['usage.bad-argument', 2],
  ['profile.invalid', 2],
  ['profile.not-found', 2],
  ['runtime.knob-refused', 2],
  ['plan.impossible', 2],
  ['load.target-not-loopback', 2],
  ['run.not-found', 2],
  ['run.cancelled', 130],
  ['run.busy', 3],
  ['provision.tools-missing', 3],
  ['host.unsupported', 3],
  ['store.newer-version', 3],
  ['export.failed', 3],
])('the error %s ends with %i', (code, expected) => {
  expect(exitCodeOfError(code)).toBe(expected)
})

describe('a run', () => {
  const failed = toEnvelope(new TailraceError('provision.failed', 'no wheels'))
  const missing = (result: Result): Result => ({
    ...result,
    contenders: result.contenders.map((contender) => ({ ...contender, error: failed })),
  })
  const objective = { contenderId: 'a', metric: 'p99', atMost: 1, value: 2, ok: false }

  test('that is done and valid ends with 0', () => {
    expect(exitCodeOfResult(makeResult())).toBe(0)
  })
  test('that fails an objective ends with 1', () => {
    expect(exitCodeOfResult(makeResult({ objectives: [objective] }))).toBe(1)
  })
  test('that is not valid ends with 4, even where an objective fails', () => {
    expect(exitCodeOfResult(makeResult({ valid: false, objectives: [objective] }))).toBe(4)
  })
  test('that misses a contender ends with 3, even where it is not valid', () => {
    expect(exitCodeOfResult(missing(makeResult({ valid: false, objectives: [objective] })))).toBe(3)
  })
  test('that was cancelled ends with 130, whatever else', () => {
    expect(exitCodeOfResult(missing(makeResult({ status: 'cancelled', valid: false })))).toBe(130)
  })
  test('that broke off ends with 4', () => {
    expect(exitCodeOfResult(makeResult({ status: 'failed', valid: true }))).toBe(4)
  })
})
