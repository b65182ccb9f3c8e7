// Reads what a shell stored, past the shell: the store itself is the witness.
import { join } from 'node:path'
import { renderExport } from '../../../src/core/report/render-export.ts'
import { openStore } from '../../../src/core/store/store.ts'
import type { RunSummary } from '../../../src/model/result.ts'

export function storedRuns(dataFolder: string): RunSummary[] {
  const store = openStore(join(dataFolder, 'tailrace.sqlite'))
  try {
    return store.listRuns()
  } finally {
    store.close()
  }
}

/** The summary.csv of the newest run, made from the store. */
export function newestSummaryCsv(dataFolder: string): string {
  const store = openStore(join(dataFolder, 'tailrace.sqlite'))
  try {
    const [newest] = store.listRuns()
    const run = newest === undefined ? null : store.readRun(newest.runId)
    if (run === null) throw new Error('the store holds no run')
    return renderExport(run, 'summary.csv').text
  } finally {
    store.close()
  }
}
