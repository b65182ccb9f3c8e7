// Where data and caches live on this machine; TAILRACE_DATA_DIR and TAILRACE_CACHE_DIR move them.
import { mkdirSync } from 'node:fs'
import envPaths from 'env-paths'
import { TailraceError } from '../model/errors.ts'

export interface Folders {
  readonly data: string
  readonly cache: string
}

/** Creates both folders, readable by this user only. Throws `store.failed` naming the folder. */
export function openFolders(options: { dataFolder?: string; cacheFolder?: string } = {}): Folders {
  const paths = envPaths('tailrace', { suffix: '' })
  const data = options.dataFolder ?? process.env.TAILRACE_DATA_DIR ?? paths.data
  const cache = options.cacheFolder ?? process.env.TAILRACE_CACHE_DIR ?? paths.cache
  for (const folder of [data, cache]) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
    } catch (error) {
      throw new TailraceError('store.failed', `The folder ${folder} cannot be made`, { cause: error })
    }
  }
  return { data, cache }
}
