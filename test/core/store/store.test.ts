import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore, type Store } from '../../../src/core/store/store.ts'
import type { StoredRun } from '../../../src/model/stored-run.ts'
import { makeCounts, makeTelemetry, makeWindow } from '../../fakes/make-measurements.ts'
import { makePlan } from '../../fakes/make-plan.ts'
import { makeStoredRun, makeStoredTrial } from '../../fakes/make-run.ts'

let folder: string
let file: string
let store: Store

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tailrace-store-'))
  file = join(folder, 'data', 'tailrace.sqlite')
  store = openStore(file)
})

afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

function reopen(): void {
  store.close()
  store = openStore(file)
}

const point = {
  trialIndex: 0,
  contenderId: 'node-cluster',
  phase: 'measure' as const,
  atSeconds: 0.25,
  p50Us: 100,
  p99Us: null,
  p999Us: null,
  intendedRate: 450,
  achievedRate: 448.5,
  errors: 0,
  inFlight: 3,
  latenessP99Us: 12,
  lagMaxUs: null,
}

function write(run: StoredRun): void {
  store.createRun(run)
  for (const { contenderId, error } of run.missing) store.addMissing(run.runId, contenderId, error)
  for (const trial of run.trials) {
    const planned = run.plan.trials[trial.index]
    if (planned === undefined) throw new Error('a trial that is not in the plan')
    store.startTrial(run.runId, planned, trial.startedAt)
    for (const window of trial.windows) store.addWindow(run.runId, trial.index, window)
    for (const line of trial.telemetry) store.addTelemetry(run.runId, trial.index, line)
    for (const each of trial.points) store.addPoint(run.runId, trial.index, each)
    store.finishTrial(run.runId, trial.index, trial)
  }
  if (run.finishedAt !== null) store.finishRun(run.runId, run.status, run.finishedAt)
}

describe('a store', () => {
  it('gives back a whole run exactly, also after it is opened anew', () => {
    const error = {
      code: 'provision.failed' as const,
      message: 'no wheel',
      hint: 'read',
      context: { exit: 1 },
    }
    const run = makeStoredRun({ missing: [{ contenderId: 'fastapi-uvloop', error }] })
    const failed = makeStoredTrial({
      ...run.trials[5],
      index: 5,
      block: 2,
      contenderId: run.plan.trials[5]?.contenderId ?? '',
      status: 'failed',
      error: { ...error, code: 'server.exited' },
      identity: null,
      summary: null,
      points: [point],
    })
    const whole = { ...run, trials: [...run.trials.slice(0, 5), failed] }
    write(whole)
    reopen()
    expect(store.readRun('run-1')).toEqual(whole)
    expect(store.readTrial('run-1', 5)).toEqual(failed)
  })

  it('knows nothing of a run or trial that is not there', () => {
    expect(store.readRun('nothing')).toBeNull()
    expect(store.readTrial('nothing', 0)).toBeNull()
    expect(store.deleteRun('nothing')).toBe(false)
    expect(store.listRuns()).toEqual([])
  })

  it('replaces a window that comes again with the same phase and index', () => {
    write(makeStoredRun({ trials: [], finishedAt: null, status: 'running' }))
    const [planned] = makePlan().trials
    if (planned === undefined) throw new Error('a plan has trials')
    store.startTrial('run-1', planned, '2026-01-02T03:04:05.000Z')
    const early = makeWindow(0, [100], { counts: makeCounts(1, { scheduled: 3 }) })
    const late = makeWindow(0, [100, 900, 5_000])
    const warmUp = makeWindow(0, [700], { phase: 'warm-up' })
    for (const window of [early, warmUp, late]) store.addWindow('run-1', 0, window)
    expect(store.readTrial('run-1', 0)?.windows).toEqual([warmUp, late])
  })

  it('keeps telemetry, points and log lines in the order in which they came', () => {
    write(makeStoredRun({ trials: [makeStoredTrial({ telemetry: [] })], finishedAt: null }))
    for (let second = 5; second > 0; second -= 1) {
      store.addTelemetry('run-1', 0, makeTelemetry({ monotonicNs: second }))
      store.addPoint('run-1', 0, { ...point, atSeconds: second })
      store.addLog('run-1', 0, `line ${second}`)
    }
    const trial = store.readTrial('run-1', 0)
    expect(trial?.telemetry.map((line) => line.monotonicNs)).toEqual([5, 4, 3, 2, 1])
    expect(trial?.points.map((each) => each.atSeconds)).toEqual([5, 4, 3, 2, 1])
    expect(store.readLog('run-1', 0)).toEqual(['line 5', 'line 4', 'line 3', 'line 2', 'line 1'])
  })

  it('lists runs newest first, in words', () => {
    write(makeStoredRun({ runId: 'old', startedAt: '2026-01-01T00:00:00.000Z' }))
    write(makeStoredRun({ runId: 'new', startedAt: '2026-01-02T00:00:00.000Z' }))
    const [newest, oldest] = store.listRuns()
    expect([newest?.runId, oldest?.runId]).toEqual(['new', 'old'])
    expect(newest).toMatchObject({
      profileName: 'Example',
      status: 'completed',
      workload: 'wait 100 ms',
      load: 'open loop 450/s',
      contenders: [
        { label: 'Node cluster', colour: 0 },
        { label: 'FastAPI + uvloop', colour: 1 },
      ],
    })
  })

  it('forgets a deleted run whole, and no other', () => {
    write(makeStoredRun({ runId: 'a' }))
    write(makeStoredRun({ runId: 'b' }))
    expect(store.deleteRun('a')).toBe(true)
    expect(store.readRun('a')).toBeNull()
    expect(store.readRun('b')?.trials).toHaveLength(6)
    store.close()
    const database = new DatabaseSync(file)
    for (const table of ['trial', 'trial_window', 'trial_line']) {
      const row = database.prepare(`SELECT count(*) AS count FROM ${table} WHERE run_id = 'a'`).get()
      expect(row?.count).toBe(0)
    }
    database.close()
  })

  it('marks what a dead process left running as interrupted, once', () => {
    const run = makeStoredRun({ trials: [], finishedAt: null, status: 'running' })
    write(run)
    write(makeStoredRun({ runId: 'done' }))
    const [planned, finished] = run.plan.trials
    if (planned === undefined || finished === undefined) throw new Error('a plan has trials')
    store.startTrial('run-1', planned, '2026-01-02T03:04:05.000Z')
    store.addWindow('run-1', 0, makeWindow(0, [100]))
    store.startTrial('run-1', finished, '2026-01-02T03:04:05.000Z')
    store.finishTrial('run-1', finished.index, makeStoredTrial())
    reopen()
    expect(store.markInterrupted()).toEqual(['run-1'])
    expect(store.markInterrupted()).toEqual([])
    const found = store.readRun('run-1')
    expect(found?.status).toBe('interrupted')
    expect(found?.trials[0]).toMatchObject({ status: 'interrupted', error: { code: 'run.interrupted' } })
    expect(found?.trials[0]?.windows).toHaveLength(1)
    expect(found?.trials[1]).toMatchObject({ status: 'completed', error: null })
    expect(store.readRun('done')?.status).toBe('completed')
  })

  it('can be read while another process writes', () => {
    const other = openStore(file)
    write(makeStoredRun())
    expect(other.readRun('run-1')?.trials).toHaveLength(6)
    other.close()
  })

  it('may be closed twice', () => {
    store.close()
    expect(() => store.close()).not.toThrow()
  })
})

describe('a file that is not a store', () => {
  it('of a newer layout is refused and left as it is', () => {
    store.close()
    const database = new DatabaseSync(file)
    database.exec('PRAGMA user_version = 99')
    database.close()
    expect(() => openStore(file)).toThrow(
      expect.objectContaining({ code: 'store.newer-version', context: { file, found: 99, newest: 1 } }),
    )
  })

  it('is a coded error', () => {
    const text = join(folder, 'text.sqlite')
    writeFileSync(text, 'this is no database, however long one looks at it. '.repeat(40))
    expect(() => openStore(text)).toThrow(expect.objectContaining({ code: 'store.failed' }))
    expect(() => openStore(join(text, 'inside.sqlite'))).toThrow(
      expect.objectContaining({ code: 'store.failed' }),
    )
  })

  it('with a damaged row says so', () => {
    write(makeStoredRun())
    store.close()
    const database = new DatabaseSync(file)
    database.exec("UPDATE run SET plan = '{}'")
    database.close()
    store = openStore(file)
    expect(() => store.readRun('run-1')).toThrow(expect.objectContaining({ code: 'store.failed' }))
  })
})

describe('a write that fails', () => {
  it('is a coded error at the latest with the next write', async () => {
    write(makeStoredRun({ trials: [], finishedAt: null, status: 'running' }))
    store.addLog('run-1', 77, 'there is no such trial')
    expect(() => store.readRun('run-1')).toThrow(expect.objectContaining({ code: 'store.failed' }))
    expect(store.readRun('run-1')?.status).toBe('running')
  })
})
