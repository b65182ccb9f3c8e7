// Lets one Tailrace at a time make a thing in the cache, while others wait for it to be there.
import { setTimeout as delay } from 'node:timers/promises'
import { throwIfCancelled } from './command.ts'
import { tryOwnerLock } from './owner-lock.ts'

/** Waits until the lock is ours, runs `work`, and releases. Throws `run.cancelled` when `signal` aborts. */
export async function withPreparationLock<T>(
  file: string,
  signal: AbortSignal,
  onWait: (ownerPid: number) => void,
  work: () => Promise<T>,
): Promise<T> {
  for (;;) {
    throwIfCancelled(signal)
    const attempt = tryOwnerLock(file)
    if (attempt.acquired) {
      try {
        return await work()
      } finally {
        attempt.release()
      }
    }
    onWait(attempt.owner.pid)
    await delay(250)
  }
}
