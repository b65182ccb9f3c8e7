// Waiting for an event with a deadline and a way out. Knows nothing of what is waited for.

/** Resolves when `listen`'s callback is called, after `timeoutMs`, or on an abort, whichever comes first; never rejects. */
export async function untilTold(
  timeoutMs: number,
  signal: AbortSignal,
  listen: (tell: () => void) => void,
): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => {
    const finish = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, timeoutMs)
    signal.addEventListener('abort', finish)
    listen(finish)
  })
}
