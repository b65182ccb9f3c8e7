// The store's prepared writes, each a function of model values. Knows columns; transactions are the queue's.
import type { DatabaseSync } from 'node:sqlite'
import type { ErrorEnvelope } from '../../model/errors.ts'
import type { GeneratorSummary, Window } from '../../model/generator.ts'
import type { Plan, PlannedTrial } from '../../model/plan.ts'
import type { Gate, Identity, RunStatus } from '../../model/result.ts'
import type { StoredTrial } from '../../model/stored-run.ts'
import { histogramToBlob } from './histogram-blob.ts'
import type { LineKind } from './read-runs.ts'

export interface TrialEnd {
  readonly status: StoredTrial['status']
  readonly error: ErrorEnvelope | null
  readonly identity: Identity | null
  readonly gates: readonly Gate[]
  readonly summary: GeneratorSummary | null
}

export function prepareStatements(database: DatabaseSync) {
  const insertRun = database.prepare(
    "INSERT INTO run (run_id, plan, status, started_at) VALUES (?, ?, 'running', ?)",
  )
  const updateRun = database.prepare('UPDATE run SET status = ?, finished_at = ? WHERE run_id = ?')
  const deleteRun = database.prepare('DELETE FROM run WHERE run_id = ?')
  const insertMissing = database.prepare('INSERT OR REPLACE INTO missing_contender VALUES (?, ?, ?)')
  const insertTrial = database.prepare(
    `INSERT INTO trial (run_id, trial_index, block, contender_id, started_at, gates) VALUES (?, ?, ?, ?, ?, '[]')`,
  )
  const updateTrial = database.prepare(
    `UPDATE trial SET status = ?, error = ?, identity = ?, gates = ?, summary = ?,
      response_us = ?, ok_response_us = ?, service_us = ?, lateness_us = ? WHERE run_id = ? AND trial_index = ?`,
  )
  const insertWindow = database.prepare(
    'INSERT OR REPLACE INTO trial_window VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const insertLine = database.prepare(
    'INSERT INTO trial_line (run_id, trial_index, kind, body) VALUES (?, ?, ?, ?)',
  )
  return {
    insertRun: (runId: string, plan: Plan, startedAt: string) =>
      insertRun.run(runId, JSON.stringify(plan), startedAt),
    finishRun: (runId: string, status: RunStatus, finishedAt: string | null) =>
      updateRun.run(status, finishedAt, runId),
    deleteRun: (runId: string) => deleteRun.run(runId),
    insertMissing: (runId: string, contenderId: string, error: ErrorEnvelope) =>
      insertMissing.run(runId, contenderId, JSON.stringify(error)),
    insertTrial: (runId: string, planned: PlannedTrial, startedAt: string) =>
      insertTrial.run(runId, planned.index, planned.block, planned.contenderId, startedAt),
    finishTrial: (runId: string, trialIndex: number, end: TrialEnd) => {
      const { body, blobs } = splitSummary(end.summary)
      updateTrial.run(
        end.status,
        jsonOrNull(end.error),
        jsonOrNull(end.identity),
        JSON.stringify(end.gates),
        body,
        ...blobs,
        runId,
        trialIndex,
      )
    },
    insertWindow: (runId: string, trialIndex: number, window: Window) =>
      insertWindow.run(
        runId,
        trialIndex,
        window.phase,
        window.index,
        window.startMs,
        window.durationMs,
        JSON.stringify(window.counts),
        window.completed,
        window.inFlight,
        histogramToBlob(window.responseUs),
        histogramToBlob(window.serviceUs),
        histogramToBlob(window.latenessUs),
      ),
    insertLine: (runId: string, trialIndex: number, kind: LineKind, body: unknown) =>
      insertLine.run(runId, trialIndex, kind, JSON.stringify(body)),
  }
}

type Blobs = [Uint8Array | null, Uint8Array | null, Uint8Array | null, Uint8Array | null]

function splitSummary(summary: GeneratorSummary | null): { body: string | null; blobs: Blobs } {
  if (summary === null) return { body: null, blobs: [null, null, null, null] }
  const { responseUs, okResponseUs, serviceUs, latenessUs, ...body } = summary
  return {
    body: JSON.stringify(body),
    blobs: [
      histogramToBlob(responseUs),
      histogramToBlob(okResponseUs),
      histogramToBlob(serviceUs),
      histogramToBlob(latenessUs),
    ],
  }
}

function jsonOrNull(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}
