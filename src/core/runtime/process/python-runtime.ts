// Python runtimes on plain processes: which interpreter, which environment, what is missing and what it takes.
import { join } from 'node:path'
import { TailraceError } from '../../../model/errors.ts'
import type { Manifest } from '../../../model/manifest.ts'
import type { Identity } from '../../../model/result.ts'
import type { ProvisionOptions, ProvisionStatus } from '../backend.ts'
import { canInstallPackages, installPackages } from './build-tools.ts'
import { findUv, installEstimate, installFreeThreaded } from './free-threaded.ts'
import {
  chooseInterpreter,
  type InterpreterWish,
  type SearchContext,
  withoutVenv,
} from './interpreter-choice.ts'
import type { Interpreter } from './interpreter-probe.ts'
import { minorOf } from './interpreter-search.ts'
import {
  type EnvironmentSpec,
  environmentFolder,
  environmentPython,
  makeEnvironment,
} from './python-environment.ts'
import { interpreterError, type PythonSpec, refused } from './python-errors.ts'

/** A runtime's folder with its manifest's process section. */
export interface PythonRuntime {
  manifest: Manifest
  spec: PythonSpec
  folder: string
}

export interface PreparedPython {
  /** the environment's interpreter */
  python: string
  build: Identity['build']
}

/** Null where something would have to be made first. Throws as {@link chooseInterpreter}. */
export async function preparedPython(
  runtime: PythonRuntime,
  context: SearchContext,
): Promise<PreparedPython | null> {
  const uv = await findUv(context)
  const { interpreter } = await chooseInterpreter(wishOf(runtime, uv), context)
  if (interpreter === null) return null
  const folder = await environmentFolder(environmentSpec(runtime, interpreter, uv, context))
  const python = await environmentPython(folder)
  return python === null ? null : { python, build: buildFacts(interpreter) }
}

/** Never throws a `provision.*` error: it tells. */
export async function pythonStatus(runtime: PythonRuntime, context: SearchContext): Promise<ProvisionStatus> {
  try {
    return await statusOf(runtime, context)
  } catch (error) {
    if (!(error instanceof TailraceError) || !error.code.startsWith('provision.')) throw error
    return { state: 'missing', detail: error.message }
  }
}

async function statusOf(runtime: PythonRuntime, context: SearchContext): Promise<ProvisionStatus> {
  const uv = await findUv(context)
  const choice = await chooseInterpreter(wishOf(runtime, uv), context)
  if (choice.interpreter === null) {
    if (runtime.spec.freeThreaded)
      return { state: 'provisionable', detail: `Will be installed: ${installEstimate}` }
    return {
      state: 'missing',
      detail: (await interpreterError(runtime.manifest, runtime.spec, choice)).message,
    }
  }
  const spec = environmentSpec(runtime, choice.interpreter, uv, context)
  const what = describe(choice.interpreter)
  if ((await environmentPython(await environmentFolder(spec))) !== null)
    return { state: 'ready', detail: what }
  return {
    state: 'provisionable',
    detail: `${what}; its packages will be installed: about 20 MB, under a minute`,
  }
}

/** Makes interpreter and environment as needed. Throws `provision.*` or `run.cancelled`. */
export async function provisionPython(
  runtime: PythonRuntime,
  options: ProvisionOptions,
  context: SearchContext,
): Promise<PreparedPython> {
  const ready = await preparedPython(runtime, context)
  if (ready !== null) return ready
  if (!options.allowed) throw refused(runtime.manifest, runtime.spec)
  try {
    return await makePython(runtime, options, context)
  } catch (error) {
    if (error instanceof TailraceError) throw error
    // The disk is full, the cache folder cannot be written, and the like.
    throw new TailraceError('provision.failed', `${runtime.manifest.name} could not be prepared: ${error}`, {
      hint: `Check the free space and the permissions of ${context.cacheFolder}.`,
      cause: error,
    })
  }
}

async function makePython(
  runtime: PythonRuntime,
  options: ProvisionOptions,
  context: SearchContext,
): Promise<PreparedPython> {
  const uv = await findUv(context)
  const interpreter = await provisionInterpreter(runtime, uv, options, context)
  const progress = { ...context, onProgress: options.onProgress }
  const python = await makeEnvironment(environmentSpec(runtime, interpreter, uv, context), progress)
  return { python, build: buildFacts(interpreter) }
}

async function provisionInterpreter(
  runtime: PythonRuntime,
  uv: string | null,
  options: ProvisionOptions,
  context: SearchContext,
): Promise<Interpreter> {
  const wish = wishOf(runtime, uv)
  const choice = await chooseInterpreter(wish, context)
  if (choice.interpreter !== null) return choice.interpreter
  if (runtime.spec.freeThreaded) {
    const anyOrdinary = { range: { minimum: 9, maximum: 15 }, freeThreaded: false, uvPresent: false }
    const ordinary = (await chooseInterpreter(anyOrdinary, context)).interpreter
    return installFreeThreaded(wish, { ...context, uv, ordinary, onProgress: options.onProgress })
  }
  if (
    choice.rejected.some((one) => one.reason.endsWith(withoutVenv)) &&
    (await canInstallPackages(context))
  ) {
    // Debian's Python comes without venv; root in a container may mend that.
    const onDetail = (detail: string) => options.onProgress({ step: 'venv module', fraction: null, detail })
    await installPackages('python3-venv', context, onDetail)
    context.probes.forget()
    const again = await chooseInterpreter(wish, context)
    if (again.interpreter !== null) return again.interpreter
  }
  throw await interpreterError(runtime.manifest, runtime.spec, choice)
}

function wishOf(runtime: PythonRuntime, uv: string | null): InterpreterWish {
  const { minimumVersion, maximumVersion, freeThreaded } = runtime.spec
  const range = { minimum: minorOf(minimumVersion), maximum: minorOf(maximumVersion) }
  return { range, freeThreaded, uvPresent: uv !== null }
}

function environmentSpec(
  runtime: PythonRuntime,
  interpreter: Interpreter,
  uv: string | null,
  context: SearchContext,
): EnvironmentSpec {
  return {
    runtime: runtime.manifest.id,
    interpreter,
    requirementsFile: join(runtime.folder, runtime.spec.requirements),
    cacheFolder: context.cacheFolder,
    uv,
  }
}

function buildFacts(interpreter: Interpreter): Identity['build'] {
  const { pgo, lto, freeThreaded, path } = interpreter
  return { pgo, lto, freeThreaded, interpreter: path }
}

function describe(interpreter: Interpreter): string {
  const threading = interpreter.freeThreaded ? 't' : ''
  const optimised = interpreter.pgo ? 'built with PGO' : 'built without PGO'
  return `CPython ${interpreter.version}${threading} at ${interpreter.path}, ${optimised}`
}
