// A generator that waits for its turn on the CPU is a ruler that stretches. Knows process ids, not what runs in them.
import { writeFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'

const { PRIORITY_HIGH } = constants.priority

/**
 * Puts a process that leads its own session before the engine and the screens, which on a small machine share its core.
 * Only where the host allows it (root, or a raised RLIMIT_NICE): elsewhere it keeps its place, and its lateness and pauses
 * are recorded and judged either way. Linux may weigh sessions against each other before it looks at processes; there the
 * session's own nice value counts (sched(7), autogroup).
 */
export function raisePriority(pid: number | undefined): void {
  if (pid === undefined) return
  attempt(() => setPriority(pid, PRIORITY_HIGH))
  if (process.platform === 'linux') {
    attempt(() => writeFileSync(`/proc/${pid}/autogroup`, String(PRIORITY_HIGH)))
  }
}

/** Refused, unknown to this kernel, or ended already, which its starter learns by itself. */
const refusals = new Set([
  'ERR_SYSTEM_ERROR',
  'EACCES',
  'EPERM',
  'ENOENT',
  'ESRCH',
  'EAGAIN',
  'EINVAL',
  'EROFS',
])

function attempt(action: () => void): void {
  try {
    action()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (!refusals.has(code)) throw error
  }
}
