// Gets a free-threaded Python where none is installed: from uv's builds, else from source. Both stay in the cache.
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { TailraceError } from '../../../model/errors.ts'
import type { ProvisionProgress } from '../backend.ts'
import { type CommandContext, runCommand, toolEnvironment } from './command.ts'
import { chooseInterpreter, type InterpreterWish, type SearchContext } from './interpreter-choice.ts'
import type { Interpreter } from './interpreter-probe.ts'
import { withPreparationLock } from './preparation-lock.ts'
import { buildEstimate, buildFreeThreadedPython } from './python-build.ts'

export interface InstallContext extends SearchContext {
  onProgress: (progress: ProvisionProgress) => void
  /** path of uv where there is one */
  uv: string | null
  /** an ordinary Python that can make environments, to get uv with; null where there is none */
  ordinary: Interpreter | null
}

export const installEstimate = `uv's build (about 30 MB); where that cannot be reached, ${buildEstimate}`

/** Throws `provision.tools-missing` or `provision.failed`, telling what was tried. */
export async function installFreeThreaded(
  wish: InterpreterWish,
  context: InstallContext,
): Promise<Interpreter> {
  const pythonFolder = join(context.cacheFolder, 'python')
  await mkdir(pythonFolder, { recursive: true })
  const waiting = (pid: number) =>
    context.onProgress({ step: 'waiting', fraction: null, detail: `process ${pid} prepares Python 3.13t` })
  return withPreparationLock(join(pythonFolder, 'install.lock'), context.signal, waiting, async () => {
    const there = await chooseInterpreter(wish, context)
    if (there.interpreter !== null) return there.interpreter
    await removeLeftovers(pythonFolder)
    await installWithUv(pythonFolder, context)
    const installed = await chooseInterpreter(wish, context)
    if (installed.interpreter !== null) return installed.interpreter
    context.onProgress({ step: 'build', fraction: null, detail: buildEstimate })
    await buildFreeThreadedPython({ ...context, pythonFolder })
    const built = await chooseInterpreter(wish, context)
    if (built.interpreter !== null) return built.interpreter
    throw new TailraceError('provision.failed', 'The free-threaded Python just built is not found again', {
      context: { rejected: built.rejected },
    })
  })
}

/** Fails quietly: the next way is tried. */
async function installWithUv(pythonFolder: string, context: InstallContext): Promise<void> {
  const report = (detail: string) => context.onProgress({ step: 'uv', fraction: null, detail })
  const uv = context.uv ?? (await uvFromIndex(context, report))
  if (uv === null) return
  const installs = join(pythonFolder, 'uv')
  const env = {
    ...toolEnvironment(),
    UV_PYTHON_INSTALL_DIR: installs,
    // No links in the user's own folders.
    UV_PYTHON_INSTALL_BIN: '0',
    UV_PYTHON_INSTALL_REGISTRY: '0',
  }
  report('uv python install 3.13t: about 30 MB')
  const args = ['python', 'install', '3.13t']
  const result = await runCommand({ file: uv, args, env, onLine: report }, context)
  if (result.code === 0) return
  await rm(installs, { recursive: true, force: true, maxRetries: 3 })
  report(`uv cannot install it: ${result.lastLines.at(-1) ?? 'no reason given'}`)
}

/** uv in an environment of its own, from the package index that pip is set up for. */
async function uvFromIndex(
  context: InstallContext,
  report: (detail: string) => void,
): Promise<string | null> {
  if (context.ordinary === null) return null
  const folder = join(context.cacheFolder, 'tools', 'uv')
  const uv = join(folder, process.platform === 'win32' ? 'Scripts/uv.exe' : 'bin/uv')
  if (await answers(uv, context)) return uv
  report('pip install uv: about 25 MB')
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python')
  const venv = { file: context.ordinary.path, args: ['-I', '-m', 'venv', '--clear', folder] }
  const pip = [
    '-I',
    '-m',
    'pip',
    'install',
    '--only-binary',
    ':all:',
    '--no-input',
    '--disable-pip-version-check',
  ]
  if ((await runCommand({ ...venv, onLine: report }, context)).code === 0) {
    const env = { PIP_CACHE_DIR: join(context.cacheFolder, 'pip'), ...toolEnvironment() }
    const args = [...pip, '--progress-bar', 'off', 'uv']
    if ((await runCommand({ file: python, args, env, onLine: report }, context)).code === 0) return uv
  }
  return null
}

/** uv on PATH, proved by running it; null where there is none. */
export async function findUv(context: CommandContext): Promise<string | null> {
  return (await answers('uv', context)) ? 'uv' : null
}

async function answers(uv: string, context: CommandContext): Promise<boolean> {
  return (await runCommand({ file: uv, args: ['--version'] }, context)).code === 0
}

/** Half-made installations of processes that were killed; the lock is ours, so nobody is at work. */
async function removeLeftovers(pythonFolder: string): Promise<void> {
  const stale = (await readdir(pythonFolder)).filter((name) => name.endsWith('.partial'))
  for (const name of stale)
    await rm(join(pythonFolder, name), { recursive: true, force: true, maxRetries: 3 })
}
