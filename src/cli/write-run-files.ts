// The files of a run in one folder: every export format. All or an error that names the folder.
import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { type Bridge, type ExportFormat, exportFormats } from '../ipc/contract.ts'
import { TailraceError } from '../model/errors.ts'

/** Returns the paths, relative to here where they are below. Throws `export.failed`. */
export async function writeRunFiles(
  bridge: Bridge,
  runId: string,
  out: string | undefined,
  formats: readonly ExportFormat[] = exportFormats,
): Promise<string[]> {
  const folder = resolve(out ?? join('results', runId))
  const files: string[] = []
  for (const format of formats) {
    const { text } = await bridge.request('export.render', { runId, format })
    files.push(await writeExport(folder, format, text))
  }
  return files
}

/** Creates the folder where it is not there. */
export async function writeExport(folder: string, name: string, text: string): Promise<string> {
  const path = join(folder, name)
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(path, text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new TailraceError('export.failed', `${path} cannot be written: ${reason}`, {
      context: { path },
      cause: error,
    })
  }
  const short = relative('.', path)
  return short.startsWith('..') ? path : short
}
