// Everything the store gives back: whole runs, single trials, the list. Reads only.
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { z } from 'zod'
import { TailraceError } from '../../model/errors.ts'
import { livePointSchema } from '../../model/live.ts'
import type { RunSummary } from '../../model/result.ts'
import type { StoredRun, StoredTrial } from '../../model/stored-run.ts'
import { telemetrySchema } from '../../model/telemetry.ts'
import { describeLoad, describeWorkload } from './describe.ts'
import { json, missingRowSchema, runRowSchema, trialRowSchema, windowRowSchema } from './rows.ts'

export type LineKind = 'telemetry' | 'point' | 'log'

export class RunReader {
  readonly #database: DatabaseSync

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  /** Newest first. */
  list(): RunSummary[] {
    const rows = this.#rows(runRowSchema, 'SELECT * FROM run ORDER BY started_at DESC, run_id')
    return rows.map((row): RunSummary => {
      const { profile } = row.plan
      return {
        runId: row.run_id,
        profileName: profile.name,
        status: row.status,
        startedAt: row.started_at,
        finishedAt: row.finished_at,
        contenders: profile.contenders.map(({ label, colour }) => ({ label, colour })),
        workload: describeWorkload(profile.workload),
        load: describeLoad(profile.load),
      }
    })
  }

  run(runId: string): StoredRun | null {
    const row = this.#rows(runRowSchema, 'SELECT * FROM run WHERE run_id = ?', runId)[0]
    if (row === undefined) return null
    const missing = 'SELECT contender_id, error FROM missing_contender WHERE run_id = ? ORDER BY rowid'
    return {
      runId,
      plan: row.plan,
      status: row.status,
      startedAt: row.started_at,
      finishedAt: row.finished_at,
      missing: this.#rows(missingRowSchema, missing, runId),
      trials: this.#rows(
        trialRowSchema,
        'SELECT * FROM trial WHERE run_id = ? ORDER BY trial_index',
        runId,
      ).map((trial) => this.#withMeasurements(runId, trial)),
    }
  }

  trial(runId: string, index: number): StoredTrial | null {
    const sql = 'SELECT * FROM trial WHERE run_id = ? AND trial_index = ?'
    const trial = this.#rows(trialRowSchema, sql, runId, index)[0]
    return trial === undefined ? null : this.#withMeasurements(runId, trial)
  }

  log(runId: string, trialIndex: number): string[] {
    return this.#lines(z.string(), runId, trialIndex, 'log')
  }

  #withMeasurements(
    runId: string,
    trial: Omit<StoredTrial, 'windows' | 'telemetry' | 'points'>,
  ): StoredTrial {
    // 'warm-up' before 'measure', each by index.
    const windows = `SELECT * FROM trial_window WHERE run_id = ? AND trial_index = ?
      ORDER BY phase DESC, window_index`
    return {
      ...trial,
      windows: this.#rows(windowRowSchema, windows, runId, trial.index),
      telemetry: this.#lines(telemetrySchema, runId, trial.index, 'telemetry'),
      points: this.#lines(livePointSchema, runId, trial.index, 'point'),
    }
  }

  #lines<S extends z.ZodType>(schema: S, runId: string, trialIndex: number, kind: LineKind): z.infer<S>[] {
    const sql =
      'SELECT body FROM trial_line WHERE run_id = ? AND trial_index = ? AND kind = ? ORDER BY line_id'
    const line = z
      .object({ body: z.string() })
      .transform((row) => row.body)
      .pipe(json(schema))
    return this.#rows(line, sql, runId, trialIndex, kind)
  }

  #rows<S extends z.ZodType>(schema: S, sql: string, ...parameters: SQLInputValue[]): z.output<S>[] {
    try {
      return z.array(schema).parse(this.#database.prepare(sql).all(...parameters))
    } catch (cause) {
      if (cause instanceof TailraceError) throw cause
      const message = cause instanceof Error ? cause.message : String(cause)
      throw new TailraceError('store.failed', `Stored data cannot be read: ${message}`, { cause })
    }
  }
}
