// A Python environment for one (interpreter, lock file): made once in the cache, whole or not at all.
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { ProvisionProgress } from '../backend.ts'
import { type CommandContext, runCommand, runStep, toolEnvironment } from './command.ts'
import type { Interpreter } from './interpreter-probe.ts'
import { PackageProgress } from './package-progress.ts'
import { withPreparationLock } from './preparation-lock.ts'

export interface EnvironmentSpec {
  runtime: string
  interpreter: Interpreter
  /** the lock file: every requirement pinned and hashed */
  requirementsFile: string
  cacheFolder: string
  /** path of uv where there is one */
  uv: string | null
}

export interface EnvironmentContext extends CommandContext {
  onProgress: (progress: ProvisionProgress) => void
}

/** Where the environment is or will be: another interpreter or another lock file is another folder. */
export async function environmentFolder(spec: EnvironmentSpec): Promise<string> {
  const { implementation, version, freeThreaded, executable, configureArguments } = spec.interpreter
  const real = await realpath(executable).catch(() => executable)
  const identity = JSON.stringify([implementation, version, freeThreaded, real, configureArguments])
  const lock = (await readFile(spec.requirementsFile, 'utf8')).replaceAll('\r\n', '\n')
  const hash = createHash('sha256').update(`environment 1\0${identity}\0${lock}`).digest('hex')
  const label = `${version}${freeThreaded ? 't' : ''}`
  return join(spec.cacheFolder, 'environments', `${spec.runtime}-${label}-${hash.slice(0, 12)}`)
}

/** The environment's interpreter; null where it is not there, or its base interpreter is gone. */
export async function environmentPython(folder: string): Promise<string | null> {
  const python = pythonIn(folder)
  return realpath(python).then(
    () => python,
    () => null,
  )
}

/** Makes the environment unless it is there. Throws `provision.failed` with the tool's last lines. */
export async function makeEnvironment(spec: EnvironmentSpec, context: EnvironmentContext): Promise<string> {
  const folder = await environmentFolder(spec)
  const ready = await environmentPython(folder)
  if (ready !== null) return ready
  await mkdir(dirname(folder), { recursive: true })
  const waiting = (pid: number) =>
    context.onProgress({
      step: 'waiting',
      fraction: null,
      detail: `process ${pid} prepares the same packages`,
    })
  return withPreparationLock(`${folder}.lock`, context.signal, waiting, async () => {
    const made = await environmentPython(folder)
    if (made !== null) return made
    await removeLeftovers(folder)
    const partial = `${folder}.${process.pid}.partial`
    try {
      await fill(partial, folder, spec, context)
      await rename(partial, folder)
    } finally {
      await rm(partial, { recursive: true, force: true, maxRetries: 3 })
    }
    return pythonIn(folder)
  })
}

async function fill(
  partial: string,
  folder: string,
  spec: EnvironmentSpec,
  context: EnvironmentContext,
): Promise<void> {
  const lock = await readFile(spec.requirementsFile, 'utf8')
  const progress = new PackageProgress(lock, context.onProgress)
  const tool =
    spec.uv !== null && (await fillWithUv(spec.uv, partial, spec, progress, context)) ? 'uv' : 'pip'
  if (tool === 'pip') await fillWithPip(partial, spec, progress, context)
  progress.step('compiling packages')
  // Now, so that no server does it at its first start; with the paths the files will have. Some packages carry
  // files that are not for this Python, so its exit code says nothing.
  const skipped = '[/\\\\](pip|tests?)[/\\\\]'
  const paths = ['-s', partial, '-p', folder, join(partial, libraryFolder())]
  const args = ['-I', '-m', 'compileall', '-q', '-x', skipped, ...paths]
  await runCommand({ file: pythonIn(partial), args, env: environment(spec) }, context)
  const { path, version, configureArguments } = spec.interpreter
  const facts = { runtime: spec.runtime, interpreter: { path, version, configureArguments }, tool }
  await writeFile(join(partial, 'tailrace.json'), `${JSON.stringify(facts, null, 2)}\n`)
}

/** False where uv cannot do it (it reads no pip settings, such as a company's index): pip is asked then. */
async function fillWithUv(
  uv: string,
  partial: string,
  spec: EnvironmentSpec,
  progress: PackageProgress,
  context: EnvironmentContext,
): Promise<boolean> {
  progress.step('making the environment')
  const env = environment(spec)
  const onLine = (line: string) => progress.line(line)
  const venv = ['venv', '--no-project', '--python', spec.interpreter.path, partial]
  const install = [
    'pip',
    'install',
    '--python',
    pythonIn(partial),
    '--require-hashes',
    '--only-binary',
    ':all:',
  ]
  const made = await runCommand({ file: uv, args: venv, env, onLine }, context)
  if (made.code === 0) {
    progress.step('installing packages')
    const args = [...install, '--link-mode', 'copy', '-r', spec.requirementsFile]
    const installed = await runCommand({ file: uv, args, env, onLine }, context)
    if (installed.code === 0) return true
  }
  await rm(partial, { recursive: true, force: true, maxRetries: 3 })
  return false
}

async function fillWithPip(
  partial: string,
  spec: EnvironmentSpec,
  progress: PackageProgress,
  context: EnvironmentContext,
): Promise<void> {
  const env = environment(spec)
  const onLine = (line: string) => progress.line(line)
  progress.step('making the environment')
  const venv = ['-I', '-m', 'venv', partial]
  await runStep('Making the environment', { file: spec.interpreter.path, args: venv, env, onLine }, context)
  progress.step('installing packages')
  const args = ['-I', '-m', 'pip', 'install', '--require-hashes', '--only-binary', ':all:', '--no-compile']
  const quiet = ['--no-input', '--disable-pip-version-check', '--progress-bar', 'off']
  const install = {
    file: pythonIn(partial),
    args: [...args, ...quiet, '-r', spec.requirementsFile],
    env,
    onLine,
  }
  await runStep('Installing packages', install, context)
}

/** The tools keep their download caches in ours, so that a rebuild works offline, unless the user says where. */
function environment(spec: EnvironmentSpec): Record<string, string> {
  const caches = { PIP_CACHE_DIR: join(spec.cacheFolder, 'pip'), UV_CACHE_DIR: join(spec.cacheFolder, 'uv') }
  return { ...caches, ...toolEnvironment() }
}

/** What a killed process left behind; nobody else can be at work, the lock is ours. */
async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(dirname(folder))
  const stale = names.filter((name) => name.startsWith(`${basename(folder)}.`) && name.endsWith('.partial'))
  for (const name of stale) {
    await rm(join(dirname(folder), name), { recursive: true, force: true, maxRetries: 3 })
  }
  // Of an interpreter that is gone: its links lead nowhere.
  await rm(folder, { recursive: true, force: true, maxRetries: 3 })
}

function pythonIn(folder: string): string {
  return process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python')
}

function libraryFolder(): string {
  return process.platform === 'win32' ? 'Lib' : 'lib'
}
