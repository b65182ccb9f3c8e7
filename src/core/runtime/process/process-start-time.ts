// When a process started, as a word: with its id it names one process for ever, though ids are used again.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { isErrno } from './errno.ts'

/**
 * A token without spaces that is the same as long as the same process lives; null when there is none.
 * Linux: field 22 of /proc/pid/stat (clock ticks since boot, proc(5)) and the boot's id; elsewhere what `ps` tells.
 */
export function processStartTime(pid: number): string | null {
  if (process.platform === 'linux') return linuxStartTime(pid)
  if (process.platform === 'win32') return windowsAlive(pid)
  try {
    const told = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    return told === '' ? null : told.replaceAll(/\s+/g, '-')
  } catch (error) {
    // ps ends with 1 when there is no such process.
    if (error instanceof Error && 'status' in error) return null
    throw error
  }
}

function linuxStartTime(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const [state, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ')
    // A zombie holds its id but runs no longer.
    if (state === 'Z' || state === 'X') return null
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()
    return `${boot.slice(0, 8)}:${rest[18]}`
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ESRCH')) return null
    throw error
  }
}

/** Windows tells no start time without a slow tool: the process being there has to do. */
function windowsAlive(pid: number): string | null {
  try {
    process.kill(pid, 0)
    return 'alive'
  } catch (error) {
    return isErrno(error, 'EPERM') ? 'alive' : null
  }
}
