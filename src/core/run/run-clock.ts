// Time as the run sees it: monotonic for durations, wall time only to label. Passed in, so tests need not wait.

export interface RunClock {
  /** monotonic, milliseconds */
  nowMs(): number
  /** ISO 8601 */
  wallTime(): string
  /** Resolves early, without an error, when the signal aborts. */
  sleep(durationMs: number, signal: AbortSignal): Promise<void>
}

export const systemClock: RunClock = {
  nowMs: () => performance.now(),
  wallTime: () => new Date().toISOString(),
  sleep: (durationMs, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve()
      const end = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', end)
        resolve()
      }
      const timer = setTimeout(end, durationMs)
      signal.addEventListener('abort', end, { once: true })
    }),
}
