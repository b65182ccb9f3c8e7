// Opens the file, brings its layout up to date, refuses a newer one. Knows SQLite and the migrations, no run.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { TailraceError } from '../../model/errors.ts'
import { storeMigrations } from './migrations/index.ts'

const versionRowSchema = z.object({ user_version: z.number().int() })

/**
 * WAL, so that readers never block the writer; synchronous NORMAL, so that a commit survives the death of this process
 * at once, and a power cut costs at most what came after the last checkpoint (the store makes one per trial).
 * @throws `store.newer-version`, `store.failed`.
 */
export function openDatabase(file: string): DatabaseSync {
  let database: DatabaseSync | null = null
  try {
    mkdirSync(dirname(file), { recursive: true })
    database = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 5_000 })
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;')
    bringUpToDate(database, file)
    return database
  } catch (cause) {
    database?.close()
    if (cause instanceof TailraceError) throw cause
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new TailraceError('store.failed', `The data file cannot be opened: ${message}`, {
      context: { file },
      cause,
    })
  }
}

function bringUpToDate(database: DatabaseSync, file: string): void {
  const newest = storeMigrations.at(-1)?.version ?? 0
  if (readVersion(database) === newest) return
  // Another process may be doing the same: take the write lock first, then look again.
  database.exec('BEGIN IMMEDIATE')
  try {
    const found = readVersion(database)
    if (found > newest) {
      throw new TailraceError(
        'store.newer-version',
        `The data file has layout ${found}; this Tailrace knows layouts up to ${newest}`,
        { context: { file, found, newest } },
      )
    }
    for (const migration of storeMigrations) {
      if (migration.version > found)
        database.exec(`${migration.sql}; PRAGMA user_version = ${migration.version};`)
    }
    database.exec('COMMIT')
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}

function readVersion(database: DatabaseSync): number {
  return versionRowSchema.parse(database.prepare('PRAGMA user_version').get()).user_version
}
