// Ctrl-C for a command that has something to end in order.
import { TailraceError } from '../model/errors.ts'

/**
 * Runs `work` with a signal that aborts on the first Ctrl-C (or SIGTERM, SIGHUP); on the second the process leaves at
 * once with 130, and the guardian ends what is left.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(130)
    controller.abort(new TailraceError('run.cancelled', 'Cancelled'))
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, interrupt)
  try {
    return await work(controller.signal)
  } finally {
    for (const signal of signals) process.off(signal, interrupt)
  }
}
