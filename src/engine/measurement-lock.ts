// One measurement at a time per host, across app and command line: two at once would disturb each other.
import { join } from 'node:path'
import { type LockOwner, lockOwner, tryOwnerLock } from '../core/runtime/process/owner-lock.ts'
import { TailraceError } from '../model/errors.ts'

/**
 * Disposing releases it and may be done twice; a lock whose holder died, however it died, is free.
 * Throws `run.busy`, naming the owner's process id and since when it measures.
 */
export async function acquireMeasurementLock(dataFolder: string): Promise<AsyncDisposable> {
  const attempt = tryOwnerLock(lockFile(dataFolder))
  if (!attempt.acquired) throw busy(attempt.owner)
  return { [Symbol.asyncDispose]: async () => attempt.release() }
}

/** Whether a living process, this one included, holds the lock. */
export async function isMeasuring(dataFolder: string): Promise<boolean> {
  return lockOwner(lockFile(dataFolder)) !== null
}

function lockFile(dataFolder: string): string {
  return join(dataFolder, 'measurement.lock')
}

function busy(owner: LockOwner): TailraceError {
  return new TailraceError(
    'run.busy',
    `Another measurement runs on this machine: process ${owner.pid}, since ${owner.since}`,
    { context: { pid: owner.pid, since: owner.since } },
  )
}
