// Why a Python runtime cannot be prepared, in words that tell how to mend it.
import { TailraceError } from '../../../model/errors.ts'
import type { Manifest, ProcessSpec } from '../../../model/manifest.ts'
import { isDebian, readOsRelease } from './build-tools.ts'
import { type Choice, withoutVenv } from './interpreter-choice.ts'

export type PythonSpec = Extract<ProcessSpec, { kind: 'python' }>

/** No interpreter does: `provision.tools-missing` where one lacks venv only, else `provision.interpreter-missing`. */
export async function interpreterError(
  manifest: Manifest,
  spec: PythonSpec,
  choice: Choice,
): Promise<TailraceError> {
  const debian = isDebian(await readOsRelease())
  const lame = choice.rejected.find((one) => one.reason.endsWith(withoutVenv))
  if (lame !== undefined) {
    const command = debian ? 'sudo apt-get install python3-venv' : 'python3 -m pip install --user uv'
    return new TailraceError('provision.tools-missing', `${lame.path}: ${lame.reason}`, {
      hint: `Run: ${command}`,
      context: { path: lame.path, command },
    })
  }
  const { minimumVersion: minimum, maximumVersion: maximum } = spec
  const wanted = minimum === maximum ? minimum : `${minimum} to ${maximum}`
  const looked = choice.rejected.map(({ path, reason }) => `${path}: ${reason}`)
  const tried = looked.length === 0 ? '' : `\nLooked at:\n${looked.join('\n')}`
  return new TailraceError(
    'provision.interpreter-missing',
    `${manifest.name} needs Python ${wanted}, and none was found.${tried}`,
    {
      hint: `Install one (${installCommand(debian)}), or give its path in TAILRACE_PYTHON (free-threaded: TAILRACE_PYTHON_FREETHREADED).`,
      context: { runtime: manifest.id, wanted, rejected: choice.rejected },
    },
  )
}

export function refused(manifest: Manifest, spec: PythonSpec): TailraceError {
  const needs = spec.freeThreaded ? 'a free-threaded Python and its packages' : 'its Python packages'
  return new TailraceError(
    'provision.refused',
    `${manifest.name} is not prepared: it needs ${needs}, and nothing may be downloaded or built`,
    { context: { runtime: manifest.id } },
  )
}

function installCommand(debian: boolean): string {
  if (process.platform === 'darwin') return 'brew install python@3.13'
  if (process.platform === 'win32') return 'winget install Python.Python.3.13'
  return debian ? 'sudo apt-get install python3 python3-venv' : 'uv python install 3.13'
}
