// Process groups as the operating system sees them: who is in one, how to end it. Knows nothing of servers.
import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { TailraceError } from '../../../model/errors.ts'
import { isErrno } from './errno.ts'

const run = promisify(execFile)

/** The live members of a process group; zombies, which nobody may ever reap in a container, do not count. */
export async function groupMembers(processGroupId: number): Promise<number[]> {
  if (process.platform === 'linux') return linuxMembers(processGroupId)
  if (process.platform === 'win32') return isAlive(processGroupId) ? [processGroupId] : []
  const listed = await run('ps', ['-axo', 'pid=,pgid=,stat=']).catch(() => ({ stdout: '' }))
  return listed.stdout.split('\n').flatMap((line) => {
    const [pid, group, state] = line.trim().split(/\s+/)
    return Number(group) === processGroupId && !state?.startsWith('Z') ? [Number(pid)] : []
  })
}

async function linuxMembers(processGroupId: number): Promise<number[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const stats = await Promise.all(names.map((name) => processStat(Number(name))))
  return stats.flatMap((stat) =>
    stat !== null && stat.group === processGroupId && stat.state !== 'Z' ? [stat.pid] : [],
  )
}

interface ProcessStat {
  pid: number
  state: string
  group: number
}

/** Fields 1, 3 and 5 of /proc/pid/stat (proc(5)); null once the process is gone. */
async function processStat(pid: number): Promise<ProcessStat | null> {
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'latin1')
    // The command name is in brackets and may itself hold spaces and brackets, so count from its end.
    const [state = '', , group = ''] = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { pid, state, group: Number(group) }
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ESRCH')) return null
    throw error
  }
}

/** Sends a signal to every process of the group; false when there is none left. */
export function signalGroup(processGroupId: number, signal: NodeJS.Signals): boolean {
  if (process.platform === 'win32') {
    // Windows has no groups and no signals: its own tool ends the tree.
    execFile('taskkill', ['/PID', String(processGroupId), '/T', '/F'], () => undefined)
    return isAlive(processGroupId)
  }
  try {
    process.kill(-processGroupId, signal)
    return true
  } catch (error) {
    // macOS answers EPERM for a group that holds only zombies.
    if (isErrno(error, 'ESRCH', 'EPERM')) return false
    throw error
  }
}

/** Resolves true when the group is empty, false when it still is not after `withinMs`. */
export async function groupGone(processGroupId: number, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs
  for (;;) {
    if ((await groupMembers(processGroupId)).length === 0) return true
    if (performance.now() >= deadline) return false
    await delay(20)
  }
}

/** SIGTERM, then SIGKILL after `graceMs`; resolves when every process of the group is gone. */
export async function endGroup(processGroupId: number, graceMs: number): Promise<void> {
  signalGroup(processGroupId, graceMs > 0 ? 'SIGTERM' : 'SIGKILL')
  if (graceMs > 0 && (await groupGone(processGroupId, graceMs))) return
  // Again and again: a member may fork between our look and our signal.
  for (let attempt = 0; attempt < 15; attempt++) {
    signalGroup(processGroupId, 'SIGKILL')
    if (await groupGone(processGroupId, 1_000)) return
  }
  throw new TailraceError('internal', `Process group ${processGroupId} survives SIGKILL`, {
    context: { pids: await groupMembers(processGroupId) },
  })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isErrno(error, 'EPERM')
  }
}
