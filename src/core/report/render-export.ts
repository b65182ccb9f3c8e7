// A stored run in one of the export formats, as text with a file name. Pure: writing it is the caller's.
import type { Result } from '../../model/result.ts'
import type { StoredRun } from '../../model/stored-run.ts'
import { buildResult } from './build-result.ts'
import { errorsCsv, summaryCsv, timeseriesCsv, trialsCsv } from './csv.ts'

/** The formats of src/ipc/contract.ts, which core must not import. */
export type ExportFormat = 'summary.csv' | 'timeseries.csv' | 'trials.csv' | 'errors.csv' | 'result.json'

export interface RenderedExport {
  /** e.g. `tailrace-first-look-2026-11-21T10-30-00Z-summary.csv` */
  readonly fileName: string
  readonly mediaType: string
  readonly text: string
}

export function renderExport(run: StoredRun, format: ExportFormat): RenderedExport {
  const result = buildResult(run)
  return {
    fileName: `tailrace-${result.profileId}-${stamp(result.startedAt)}-${format}`,
    mediaType: format === 'result.json' ? 'application/json' : 'text/csv;charset=utf-8',
    text: renderers[format](run, result),
  }
}

const renderers: Readonly<Record<ExportFormat, (run: StoredRun, result: Result) => string>> = {
  'summary.csv': summaryCsv,
  'timeseries.csv': timeseriesCsv,
  'trials.csv': trialsCsv,
  'errors.csv': errorsCsv,
  'result.json': (_run, result) => `${JSON.stringify(result, null, 2)}\n`,
}

/** A time of day as part of a file name: Windows forbids the colon. */
function stamp(isoTime: string): string {
  return isoTime.replace(/\.\d+/, '').replace(/[^0-9A-Za-z-]/g, '-')
}
