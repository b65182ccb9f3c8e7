// Collects small writes and commits them together, so that the disk is touched about twice a second while measuring.
// Knows a database and functions that write; not what they write.
import type { DatabaseSync } from 'node:sqlite'
import { TailraceError } from '../../model/errors.ts'

/** What is measured is durable at most this long after it happened. */
const flushAfterMs = 500

export type Write = () => void

export class WriteQueue {
  readonly #database: DatabaseSync
  #waiting: Write[] = []
  #timer: NodeJS.Timeout | null = null
  #failure: TailraceError | null = null

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  /** Written with the next flush. @throws `store.failed` when an earlier flush could not write. */
  later(write: Write): void {
    this.#raise()
    this.#waiting.push(write)
    if (this.#timer !== null) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      try {
        this.flush()
      } catch (error) {
        // Nobody can catch what a timer throws: the next call that writes gets it.
        this.#failure = asStoreError(error)
      }
    }, flushAfterMs)
    this.#timer.unref()
  }

  /** Written, with everything waiting before it, when this returns. */
  now(write: Write): void {
    this.#raise()
    this.#waiting.push(write)
    this.flush()
  }

  flush(): void {
    this.#raise()
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    if (this.#waiting.length === 0) return
    const writes = this.#waiting
    this.#waiting = []
    inTransaction(this.#database, () => {
      for (const write of writes) write()
    })
  }

  #raise(): void {
    const failure = this.#failure
    this.#failure = null
    if (failure !== null) throw failure
  }
}

function inTransaction(database: DatabaseSync, body: () => void): void {
  try {
    database.exec('BEGIN IMMEDIATE')
    try {
      body()
      database.exec('COMMIT')
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK')
      throw error
    }
  } catch (error) {
    throw asStoreError(error)
  }
}

export function asStoreError(error: unknown): TailraceError {
  if (error instanceof TailraceError) return error
  const message = error instanceof Error ? error.message : String(error)
  return new TailraceError('store.failed', `The data file could not be used: ${message}`, { cause: error })
}
