// What a test needs from this machine, and the sentence that says what is missing. A missing thing is a skip with its
// reason here and a failure under CI (tally-reporter.ts); knows nothing about the tests themselves.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import envPaths from 'env-paths'
import { describe, it } from 'vitest'
import { freeThreadedCandidates } from '../../src/core/runtime/process/interpreter-search.ts'

const probes = {
  linux: () => (process.platform === 'linux' ? null : `needs Linux, this is ${process.platform}`),
  /** pinning a process to CPUs */
  taskset: () => onPath('taskset', 'util-linux'),
  /** the peers of the generator */
  wrk: () => onPath('wrk', 'wrk'),
  nginx: () => onPath('nginx', 'nginx-light'),
  chromium: () => (chromiumPath() === null ? 'no chromium or google-chrome on PATH' : null),
  /** a binary, not only the npm package, and a display or Xvfb to draw on */
  electron: () => {
    if (electronPath() === null) return 'no Electron binary (scripts/ci-electron.sh fetches one)'
    if (process.platform !== 'linux' || process.env.DISPLAY) return null
    return onPath('Xvfb', 'xvfb')
  },
  python: () =>
    runs('python3', ['-c', 'import sys; assert sys.version_info >= (3, 11)'])
      ? null
      : 'no Python 3.11 or newer runs as python3',
  freeThreadedPython: () =>
    freeThreadedPythonPath() === null ? 'no free-threaded CPython 3.13 (python3.13t) found' : null,
  ruff: () => (ruffPath() === null ? 'no ruff on PATH (pip install ruff)' : null),
} satisfies Record<string, () => string | null>

export type Requirement = keyof typeof probes
export type Requirements = Partial<Record<Requirement, true>>

const known = new Map<Requirement, string | null>()

/** Why a test with these needs cannot run here, or null where it can. Each probe runs once per worker. */
export function missing(needs: Requirements): string | null {
  const reasons = Object.keys(needs).flatMap((need) => {
    const reason = isRequirement(need) ? probe(need) : `unknown requirement ${need}`
    return reason === null ? [] : [reason]
  })
  return reasons.length === 0 ? null : reasons.join('; ')
}

/** `describe` that is skipped, with the reason in its name, where this machine lacks what it needs. */
export function describeWith(needs: Requirements, name: string, body: () => void): void {
  const reason = missing(needs)
  describe.skipIf(reason !== null)(nameWithReason(name, reason), body)
}

/** `it` that is skipped, with the reason in its name, where this machine lacks what it needs. */
export function itWith(
  needs: Requirements,
  name: string,
  body: () => void | Promise<void>,
  timeoutMs?: number,
): void {
  const reason = missing(needs)
  it.skipIf(reason !== null)(nameWithReason(name, reason), body, timeoutMs)
}

/** Debian's and Google's names for the browser the tests drive. */
export function chromiumPath(): string | null {
  return find('chromium') ?? find('chromium-browser') ?? find('google-chrome')
}

/** The Electron named by the environment, the one npm unpacked, or the one scripts/ci-electron.sh fetched. */
export function electronPath(): string | null {
  const packageFolder = join(import.meta.dirname, '../../node_modules/electron')
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache') // as scripts/ci-electron.sh has it
  const pathFile = join(packageFolder, 'path.txt')
  const candidates = [
    named === undefined ? null : join(named, 'electron'),
    existsSync(pathFile) ? join(packageFolder, 'dist', readFileSync(pathFile, 'utf8')) : null,
    join(cache, 'tailrace/test-electron/electron'),
  ]
  return candidates.find((path) => path !== null && isExecutable(path)) ?? null
}

export function ruffPath(): string | null {
  return find('ruff')
}

// Where the product looks for one: a test must not miss what the product would find.
const cacheFolder = process.env.TAILRACE_CACHE_DIR ?? envPaths('tailrace', { suffix: '' }).cache
const freeThreadedPythons = (await freeThreadedCandidates({ minimum: 13, maximum: 13 }, cacheFolder)).flat()

function freeThreadedPythonPath(): string | null {
  // Only running it proves it: pyenv's shims answer for versions that are not selected.
  const check = 'import sys; assert sys.version_info[:2] == (3, 13) and not sys._is_gil_enabled()'
  return freeThreadedPythons.find((path) => isExecutable(path) && runs(path, ['-c', check])) ?? null
}

function probe(need: Requirement): string | null {
  const before = known.get(need)
  if (before !== undefined) return before
  const reason = probes[need]()
  known.set(need, reason)
  return reason
}

function isRequirement(name: string): name is Requirement {
  return Object.hasOwn(probes, name)
}

function nameWithReason(name: string, reason: string | null): string {
  return reason === null ? name : `${name} [${reason}]`
}

function onPath(program: string, debianPackage: string): string | null {
  return find(program) === null ? `no ${program} on PATH (Debian: ${debianPackage})` : null
}

function find(program: string): string | null {
  // /usr/sbin: nginx lies there and is not on an ordinary user's PATH.
  const places = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin']
  return places.map((folder) => join(folder, program)).find(isExecutable) ?? null
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function runs(program: string, args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore', timeout: 10_000 }).status === 0
}
