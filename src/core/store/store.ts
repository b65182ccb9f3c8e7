// Runs and everything measured in them, in one SQLite file that survives whatever happens to the engine.
// Knows what is stored and how durable it is; nothing of how it is measured or judged.
import { z } from 'zod'
import { type ErrorEnvelope, errorTable } from '../../model/errors.ts'
import type { Window } from '../../model/generator.ts'
import type { LivePoint } from '../../model/live.ts'
import type { Plan, PlannedTrial } from '../../model/plan.ts'
import type { RunStatus, RunSummary } from '../../model/result.ts'
import type { StoredRun, StoredTrial } from '../../model/stored-run.ts'
import type { Telemetry } from '../../model/telemetry.ts'
import { openDatabase } from './open-database.ts'
import { RunReader } from './read-runs.ts'
import { prepareStatements, type TrialEnd } from './statements.ts'
import { asStoreError, WriteQueue } from './write-queue.ts'

export type { TrialEnd } from './statements.ts'

/**
 * Begin and end of runs and trials are durable when the call returns; windows, telemetry, points and log lines at most
 * half a second later, or with the next read. Every method throws `store.failed` where the file cannot be used.
 */
export interface Store {
  createRun(run: { runId: string; plan: Plan; startedAt: string }): void
  startTrial(runId: string, planned: PlannedTrial, startedAt: string): void
  /** A window with the same phase and index replaces the earlier one: windows close late and come again. */
  addWindow(runId: string, trialIndex: number, window: Window): void
  addTelemetry(runId: string, trialIndex: number, line: Telemetry): void
  addPoint(runId: string, trialIndex: number, point: LivePoint): void
  /** A line of the server's output that is not telemetry. */
  addLog(runId: string, trialIndex: number, line: string): void
  finishTrial(runId: string, trialIndex: number, end: TrialEnd): void
  addMissing(runId: string, contenderId: string, error: ErrorEnvelope): void
  finishRun(runId: string, status: RunStatus, finishedAt: string): void
  /**
   * Marks the runs a dead process left running, and their open trials, as interrupted; returns their ids.
   * Only for the holder of the measurement lock, or when nobody holds it: a live run looks the same in the file.
   */
  markInterrupted(): string[]
  /** Newest first. */
  listRuns(): RunSummary[]
  readRun(runId: string): StoredRun | null
  readTrial(runId: string, trialIndex: number): StoredTrial | null
  readLog(runId: string, trialIndex: number): string[]
  /** True where there was such a run. */
  deleteRun(runId: string): boolean
  close(): void
}

const idRowsSchema = z.array(z.object({ run_id: z.string() }))

export function openStore(file: string): Store {
  const database = openDatabase(file)
  const queue = new WriteQueue(database)
  const write = prepareStatements(database)
  const reader = new RunReader(database)
  const reading = <T>(read: () => T): T => {
    queue.flush()
    return read()
  }
  return {
    createRun: ({ runId, plan, startedAt }) => queue.now(() => write.insertRun(runId, plan, startedAt)),
    startTrial: (runId, planned, startedAt) => queue.now(() => write.insertTrial(runId, planned, startedAt)),
    addWindow: (runId, index, window) => queue.later(() => write.insertWindow(runId, index, window)),
    addTelemetry: (runId, index, line) =>
      queue.later(() => write.insertLine(runId, index, 'telemetry', line)),
    addPoint: (runId, index, point) => queue.later(() => write.insertLine(runId, index, 'point', point)),
    addLog: (runId, index, line) => queue.later(() => write.insertLine(runId, index, 'log', line)),
    finishTrial: (runId, index, end) => {
      queue.now(() => write.finishTrial(runId, index, end))
      // The trial is over, so the disk may be busy: from here on a power cut cannot take it.
      database.exec('PRAGMA wal_checkpoint(PASSIVE)')
    },
    addMissing: (runId, contenderId, error) =>
      queue.now(() => write.insertMissing(runId, contenderId, error)),
    finishRun: (runId, status, finishedAt) => {
      queue.now(() => write.finishRun(runId, status, finishedAt))
      database.exec('PRAGMA wal_checkpoint(PASSIVE)')
    },
    markInterrupted: () => {
      let ids: string[] = []
      queue.now(() => {
        const rows = database
          .prepare("UPDATE run SET status = 'interrupted' WHERE status = 'running' RETURNING run_id")
          .all()
        ids = idRowsSchema.parse(rows).map((row) => row.run_id)
        const close = database.prepare(
          "UPDATE trial SET status = 'interrupted', error = ? WHERE run_id = ? AND status IS NULL",
        )
        for (const id of ids) close.run(JSON.stringify(interruption), id)
      })
      return ids
    },
    listRuns: () => reading(() => reader.list()),
    readRun: (runId) => reading(() => reader.run(runId)),
    readTrial: (runId, index) => reading(() => reader.trial(runId, index)),
    readLog: (runId, index) => reading(() => reader.log(runId, index)),
    deleteRun: (runId) => {
      let deleted = false
      queue.now(() => {
        deleted = write.deleteRun(runId).changes > 0
      })
      return deleted
    },
    close: () => {
      if (!database.isOpen) return
      try {
        queue.flush()
      } catch (error) {
        throw asStoreError(error)
      } finally {
        database.close()
      }
    },
  }
}

const interruption: ErrorEnvelope = {
  code: 'run.interrupted',
  message: 'The engine died during this trial; what was measured until then is kept.',
  hint: errorTable['run.interrupted'],
  context: {},
}
