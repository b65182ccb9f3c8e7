// A folder for one test that is gone after it. Usage: `await using folder = await tempFolder()`.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TempFolder extends AsyncDisposable {
  readonly path: string
}

export async function tempFolder(name = 'e2e'): Promise<TempFolder> {
  const path = await mkdtemp(join(tmpdir(), `${name}-`))
  // Retried: a process that was just killed may still be closing its last file.
  const remove = () => rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  return { path, [Symbol.asyncDispose]: remove }
}
