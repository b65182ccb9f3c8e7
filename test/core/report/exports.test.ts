// Every export read back with a reader of its own: the numbers are the store's, exactly.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildResult } from '../../../src/core/report/build-result.ts'
import { type ExportFormat, renderExport } from '../../../src/core/report/render-export.ts'
import { openStore, type Store } from '../../../src/core/store/store.ts'
import { exportFormats } from '../../../src/ipc/contract.ts'
import { type Result, resultSchema } from '../../../src/model/result.ts'
import type { StoredRun } from '../../../src/model/stored-run.ts'
import { makeCounts, makeSummary, makeWindow } from '../../fakes/make-measurements.ts'
import { makePlan } from '../../fakes/make-plan.ts'
import { makeContender } from '../../fakes/make-profile.ts'
import { makeStoredRun, spreadTimes } from '../../fakes/make-run.ts'

const hostileLabel = '=HYPERLINK("http://x","a, b")'

/** Two contenders, one of which errs and has a label that is a formula; through the real store. */
function makeRun(): StoredRun {
  const contenders = [
    makeContender(),
    makeContender({ id: 'evil', label: hostileLabel, runtime: 'fastapi', colour: 1 }),
  ]
  const run = makeStoredRun({ plan: makePlan({ profile: { contenders } }) })
  const windows = Array.from({ length: 32 }, (_, index) =>
    makeWindow(index, spreadTimes(112, 90_000 + index * 37), {
      counts: makeCounts(112, {
        scheduled: 115,
        failed: 2,
        abandoned: 1,
        errors: { reset: 1, 'status-503': 1 },
      }),
    }),
  )
  return {
    ...run,
    trials: run.trials.map((trial) =>
      trial.contenderId === 'evil' ? { ...trial, windows, summary: makeSummary(windows) } : trial,
    ),
  }
}

let folder: string
let store: Store
let run: StoredRun
let result: Result

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tailrace-exports-'))
  store = openStore(join(folder, 'tailrace.sqlite'))
  const made = makeRun()
  store.createRun(made)
  for (const trial of made.trials) {
    const planned = made.plan.trials[trial.index]
    if (planned === undefined) throw new Error('a trial that is not in the plan')
    store.startTrial(made.runId, planned, trial.startedAt)
    for (const window of trial.windows) store.addWindow(made.runId, trial.index, window)
    for (const line of trial.telemetry) store.addTelemetry(made.runId, trial.index, line)
    store.finishTrial(made.runId, trial.index, trial)
  }
  store.finishRun(made.runId, 'completed', made.finishedAt ?? '')
  const read = store.readRun(made.runId)
  if (read === null) throw new Error('the run was not stored')
  run = read
  result = buildResult(run)
})

afterAll(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

type Row = Record<string, string>

function rowsOf(format: ExportFormat): Row[] {
  const rows: Row[] = parse(renderExport(run, format).text, { columns: true })
  return rows
}

/** A cell as the number it stands for; empty is null. */
const number = (cell: string | undefined) => (cell === undefined || cell === '' ? null : Number(cell))

describe('summary.csv', () => {
  it('has a row per contender and percentile with the result’s own numbers', () => {
    const rows = rowsOf('summary.csv')
    expect(rows).toHaveLength(2 * 5)
    for (const contender of result.contenders) {
      const own = rows.filter((row) => row.contender_id === contender.id)
      const names = ['p50', 'p90', 'p99', 'p999', 'max'] as const
      expect(own.map((row) => row.percentile)).toEqual(['50', '90', '99', '99.9', '100'])
      names.forEach((name, index) => {
        expect(number(own[index]?.response_us)).toBe(contender.responseUs[name])
        expect(number(own[index]?.ok_response_us)).toBe(contender.okResponseUs[name])
        expect(number(own[index]?.service_us)).toBe(contender.serviceUs[name])
        expect(number(own[index]?.lateness_us)).toBe(contender.latenessUs[name])
      })
      expect(number(own[0]?.achieved_rate_per_s)).toBe(contender.achievedRate)
      expect(number(own[0]?.failed)).toBe(contender.failed)
    }
  })

  it('names version, host, isolation and validity in every row', () => {
    for (const row of rowsOf('summary.csv')) {
      expect(row).toMatchObject({
        run_id: 'run-1',
        tailrace_version: '0.1.0',
        host: 'Example CPU, 4 CPUs, linux 6.12.0',
        isolation: 'cores',
        run_valid: 'true',
        valid_trials: '3',
      })
    }
  })

  it('does not let a label become a formula', () => {
    const labels = new Set(rowsOf('summary.csv').map((row) => row.contender))
    expect(labels).toEqual(new Set(['Node cluster', `'${hostileLabel}`]))
  })
})

describe('timeseries.csv', () => {
  it('has every stored window, its counts and times as stored', () => {
    const rows = rowsOf('timeseries.csv')
    const windows = run.trials.flatMap((trial) => trial.windows.map((window) => ({ trial, window })))
    expect(rows).toHaveLength(windows.length)
    windows.forEach(({ trial, window }, index) => {
      const row = rows[index]
      expect(number(row?.trial)).toBe(trial.index)
      expect(number(row?.window)).toBe(window.index)
      expect(number(row?.start_ms)).toBe(window.startMs)
      expect(number(row?.scheduled)).toBe(window.counts.scheduled)
      expect(number(row?.failed)).toBe(window.counts.failed)
      expect(number(row?.completed)).toBe(window.completed)
    })
  })

  it('gives a percentile of a window only where ten samples lie beyond it', () => {
    for (const row of rowsOf('timeseries.csv')) {
      expect(number(row.response_p50_us)).not.toBeNull()
      expect(row.response_p99_us).toBe('')
    }
  })
})

describe('trials.csv', () => {
  it('has a row per trial, in their order, with the result’s own numbers', () => {
    const rows = rowsOf('trials.csv')
    const trials = result.contenders
      .flatMap((contender) => contender.trials)
      .toSorted((left, right) => left.index - right.index)
    expect(rows).toHaveLength(6)
    trials.forEach((trial, index) => {
      const row = rows[index]
      expect(row).toMatchObject({ contender_id: trial.contenderId, status: 'completed', valid: 'true' })
      expect(number(row?.response_p50_us)).toBe(trial.responseUs.p50)
      expect(number(row?.response_p99_us)).toBe(trial.responseUs.p99)
      expect(number(row?.server_cpu_us_per_request)).toBe(trial.server?.cpuUsPerRequest ?? null)
      expect(number(row?.measured_s)).toBe(trial.measuredSeconds)
    })
  })
})

describe('errors.csv', () => {
  it('has a row per trial and kind of error, abandoned requests among them', () => {
    const rows = rowsOf('errors.csv')
    expect(rows.map((row) => [row.contender_id, row.error, number(row.requests)])).toEqual(
      [1, 2, 3].flatMap(() => [
        ['evil', 'reset', 32],
        ['evil', 'status-503', 32],
        ['evil', 'abandoned', 32],
      ]),
    )
  })

  it('names a contender without a result', () => {
    const error = { code: 'provision.failed' as const, message: '-1 wheels', hint: '', context: {} }
    const text = renderExport({ ...run, missing: [{ contenderId: 'evil', error }] }, 'errors.csv').text
    const rows: Row[] = parse(text, { columns: true })
    expect(rows[0]).toMatchObject({ contender_id: 'evil', error: 'provision.failed', message: "'-1 wheels" })
  })
})

describe('every export', () => {
  it.each(exportFormats)('%s has a safe file name, a media type, and units in its headers', (format) => {
    const { fileName, mediaType, text } = renderExport(run, format)
    expect(fileName).toBe(`tailrace-example-2026-01-02T03-04-05Z-${format}`)
    expect(mediaType).toMatch(format.endsWith('.csv') ? /^text\/csv/ : /^application\/json/)
    if (format === 'result.json') return
    const headers = text.split('\r\n')[0]?.split(',') ?? []
    const timed = headers.filter((header) => /response|service|lateness|lag|pause/.test(header))
    expect(timed.filter((header) => !header.endsWith('_us'))).toEqual([])
    expect(new Set(headers).size).toBe(headers.length)
  })

  it('as JSON is the result itself', () => {
    const { text } = renderExport(run, 'result.json')
    expect(resultSchema.parse(JSON.parse(text))).toEqual(result)
  })

  it('is the same text every time', () => {
    for (const format of exportFormats) {
      expect(renderExport(run, format).text).toBe(renderExport(run, format).text)
    }
  })
})
