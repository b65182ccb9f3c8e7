// Finds processes that a test run started and did not stop. Linux only: elsewhere another process's environment cannot
// be read, and the search finds nothing.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

export interface LeftoverProcess {
  pid: number
  command: string
}

export interface LeftoverSearch {
  /** unique to the run; its processes have it in their environment, arguments or working folder */
  mark: string
  /** Counts as the run's too: a process that is not in `before` and has this folder in its arguments. Null: only marked ones. */
  folder: string | null
  before: ReadonlySet<number>
}

/** Ids of all processes that are alive now. */
export function processIds(): Set<number> {
  if (process.platform !== 'linux') return new Set()
  return new Set(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number),
  )
}

/** Processes of the run that are alive now; a zombie has neither environment nor arguments and is not counted. */
export function findLeftovers({ mark, folder, before }: LeftoverSearch): LeftoverProcess[] {
  return [...processIds()].flatMap((pid) => {
    if (pid === process.pid || before.has(pid)) return []
    const [environment, command, cwd] = describe(pid)
    const ours = [environment, command, cwd].some((text) => text.includes(mark))
    // Some processes get a clean environment on purpose, such as the guardian.
    const here = folder !== null && command.includes(folder)
    return ours || here ? [{ pid, command: command.replaceAll('\0', ' ').trim() }] : []
  })
}

/** Gives what is still ending up to `graceMs` to do so, and returns what remains. */
export async function waitForNoLeftovers(
  search: LeftoverSearch,
  graceMs: number,
): Promise<LeftoverProcess[]> {
  const deadline = performance.now() + graceMs
  for (;;) {
    const found = findLeftovers(search)
    if (found.length === 0 || performance.now() > deadline) return found
    await delay(50)
  }
}

function describe(pid: number): [environment: string, command: string, cwd: string] {
  try {
    return [
      readFileSync(`/proc/${pid}/environ`, 'utf8'),
      readFileSync(`/proc/${pid}/cmdline`, 'utf8'),
      readlinkSync(`/proc/${pid}/cwd`),
    ]
  } catch {
    return ['', '', ''] // it ended meanwhile, or belongs to another user: not ours either way
  }
}
