// A lock file that names its owner (process id and start time), so that one left behind by a crash is recognised.
// Works between processes and within one; needs nothing but a file system with hard links.
import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { isErrno } from './errno.ts'
import { processStartTime } from './process-start-time.ts'

const ownerSchema = z.object({
  pid: z.number().int(),
  startTime: z.string(),
  /** ISO 8601, for people */
  since: z.string(),
  token: z.string(),
})
export type LockOwner = z.infer<typeof ownerSchema>

export type LockAttempt = { acquired: true; release: () => void } | { acquired: false; owner: LockOwner }

/** Takes the lock, or tells who holds it. `release` may be called twice. */
export function tryOwnerLock(file: string): LockAttempt {
  mkdirSync(dirname(file), { recursive: true })
  const own: LockOwner = {
    pid: process.pid,
    startTime: processStartTime(process.pid) ?? '',
    since: new Date().toISOString(),
    token: randomUUID(),
  }
  // Written elsewhere and linked into place: the lock is never seen half-written.
  const draft = `${file}.${own.token}`
  writeFileSync(draft, JSON.stringify(own))
  try {
    for (;;) {
      if (linked(draft, file)) return { acquired: true, release: () => releaseLock(file, own) }
      const owner = readLock(file)
      if (owner !== null && isLive(owner)) return { acquired: false, owner }
      removeStale(file, owner)
    }
  } finally {
    rmSync(draft, { force: true })
  }
}

/** The living owner of the lock; null when it is free. */
export function lockOwner(file: string): LockOwner | null {
  const owner = readLock(file)
  return owner !== null && isLive(owner) ? owner : null
}

function isLive(owner: LockOwner): boolean {
  return processStartTime(owner.pid) === owner.startTime
}

/** null: no lock, or content no Tailrace wrote, which owns nothing. */
function readLock(file: string): LockOwner | null {
  try {
    const parsed = ownerSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (isErrno(error, 'ENOENT') || error instanceof SyntaxError) return null
    throw error
  }
}

/**
 * Moves the stale lock aside under a name of our own, then looks at what was moved: where somebody replaced it in
 * between, theirs is put back.
 */
function removeStale(file: string, stale: LockOwner | null): void {
  const aside = `${file}.${randomUUID()}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return
    throw error
  }
  const moved = readLock(aside)
  if (moved !== null && moved.token !== stale?.token && isLive(moved)) linked(aside, file)
  rmSync(aside, { force: true })
}

function releaseLock(file: string, own: LockOwner): void {
  if (readLock(file)?.token === own.token) rmSync(file, { force: true })
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false
    throw error
  }
}
