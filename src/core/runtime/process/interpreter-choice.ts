// Chooses the Python a runtime runs on from what is installed. Installs nothing.
import { realpath } from 'node:fs/promises'
import { TailraceError } from '../../../model/errors.ts'
import type { CommandContext } from './command.ts'
import type { Interpreter, InterpreterProbes, Rejected } from './interpreter-probe.ts'
import {
  freeThreadedCandidates,
  minorOf,
  ordinaryCandidates,
  type VersionRange,
} from './interpreter-search.ts'

export interface PythonSettings {
  /** path of an ordinary CPython; searched for where not given */
  python?: string
  /** path of a free-threaded CPython; searched for where not given */
  pythonFreeThreaded?: string
}

export interface InterpreterWish {
  range: VersionRange
  freeThreaded: boolean
  /** an environment can be made without the interpreter's own venv module */
  uvPresent: boolean
}

export interface SearchContext extends CommandContext {
  probes: InterpreterProbes
  cacheFolder: string
  settings: PythonSettings
}

export interface Choice {
  interpreter: Interpreter | null
  /** everything that runs but is not what is wished, and why: for the message */
  rejected: Rejected[]
}

/** Throws `provision.interpreter-missing` where a setting names an interpreter that does not do. */
export async function chooseInterpreter(wish: InterpreterWish, context: SearchContext): Promise<Choice> {
  const setting = wish.freeThreaded ? context.settings.pythonFreeThreaded : context.settings.python
  if (setting !== undefined && setting !== '') return chosenBySetting(setting, wish, context)
  const groups = wish.freeThreaded
    ? await freeThreadedCandidates(wish.range, context.cacheFolder)
    : [await ordinaryCandidates(wish.range, context.cacheFolder)]
  const rejected: Rejected[] = []
  for (const group of groups) {
    const choice = await bestOf(group, wish, context)
    rejected.push(...choice.rejected)
    if (choice.interpreter !== null) return { interpreter: choice.interpreter, rejected }
  }
  return { interpreter: null, rejected }
}

async function chosenBySetting(path: string, wish: InterpreterWish, context: SearchContext): Promise<Choice> {
  const choice = await bestOf([path], wish, context)
  if (choice.interpreter !== null) return choice
  const reason = choice.rejected[0]?.reason ?? 'there is no such file'
  throw new TailraceError(
    'provision.interpreter-missing',
    `The Python of the settings, ${path}, cannot be used: ${reason}`,
    { hint: 'Change or clear the setting.', context: { path, reason } },
  )
}

async function bestOf(
  paths: readonly string[],
  wish: InterpreterWish,
  context: SearchContext,
): Promise<Choice> {
  const probed = await Promise.all((await distinct(paths)).map((path) => context.probes.probe(path, context)))
  const rejected: Rejected[] = []
  const usable: Interpreter[] = []
  for (const result of probed) {
    if (result === null) continue
    if ('rejected' in result) {
      rejected.push(result.rejected)
      continue
    }
    const reason = unfit(result.interpreter, wish)
    if (reason === null) usable.push(result.interpreter)
    else rejected.push({ path: result.interpreter.path, reason })
  }
  return { interpreter: usable.sort(better)[0] ?? null, rejected }
}

/** Why this interpreter is not what is wished; null where it is. */
export function unfit(interpreter: Interpreter, wish: InterpreterWish): string | null {
  const { minimum, maximum } = wish.range
  const minor = minorOf(interpreter.version)
  const what = `${interpreter.implementation} ${interpreter.version}`
  if (interpreter.implementation !== 'cpython') return `${what} is not CPython`
  if (!interpreter.version.startsWith('3.') || minor < minimum || minor > maximum) {
    return `${what} is outside 3.${minimum} to 3.${maximum}`
  }
  if (interpreter.freeThreaded !== wish.freeThreaded) {
    return wish.freeThreaded ? `${what} is not a free-threaded build` : `${what} is a free-threaded build`
  }
  if (wish.freeThreaded && interpreter.gilEnabled) return `${what} has its GIL on`
  if (!interpreter.ssl) return `${what} has no ssl or zlib module`
  if (!interpreter.venv && !wish.uvPresent) return `${what} ${withoutVenv}`
  return null
}

export const withoutVenv = 'has no venv or ensurepip module'

/** Newest minor version first; among those, optimised builds first, then the newest patch. */
function better(a: Interpreter, b: Interpreter): number {
  const minor = minorOf(b.version) - minorOf(a.version)
  if (minor !== 0) return minor
  if (a.pgo !== b.pgo) return a.pgo ? -1 : 1
  return b.version.localeCompare(a.version, 'en', { numeric: true })
}

/** One path for each real file: `python3` and `python3.13` are often the same. */
async function distinct(paths: readonly string[]): Promise<string[]> {
  const byFile = new Map<string, string>()
  for (const path of paths) {
    const real = await realpath(path).catch(() => null)
    if (real !== null && !byFile.has(real)) byFile.set(real, path)
  }
  return [...byFile.values()]
}
