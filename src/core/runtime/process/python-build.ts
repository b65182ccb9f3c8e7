// Builds free-threaded CPython 3.13 from source into the cache. Without profile-guided optimisation: that takes
// three to five times as long; the identity of every trial says so.

import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { TailraceError } from '../../../model/errors.ts'
import type { ProvisionProgress } from '../backend.ts'
import { ensureBuildTools, readOsRelease } from './build-tools.ts'
import { type CommandContext, runStep, toolEnvironment } from './command.ts'
import { download } from './download.ts'
import { probeInterpreter } from './interpreter-probe.ts'
import { findPythonSources, type PythonSource } from './python-source.ts'

/** Lines that each step prints for this version, so that a fraction can be told; seen on Linux. */
const expectedLines = { configure: 790, make: 1_330, install: 1_880 }

export const buildEstimate = 'CPython 3.13t from source: 23 MB download, 50 MB on disk, 2 to 6 minutes'

export interface BuildOptions extends CommandContext {
  /** the folder that will hold `cpython-<version>t/` */
  pythonFolder: string
  onProgress: (progress: ProvisionProgress) => void
}

/** Returns the path of the new interpreter. What is half built is removed, also on cancel. */
export async function buildFreeThreadedPython(options: BuildOptions): Promise<string> {
  if (process.platform === 'win32') throw noBuildHere()
  const work = join(options.pythonFolder, `build-${process.pid}.partial`)
  const started = performance.now()
  const report = (step: string, fraction: number | null, detail: string) => {
    const seconds = Math.round((performance.now() - started) / 1000)
    options.onProgress({ step, fraction, detail: `${detail} · ${seconds} s` })
  }
  await mkdir(work, { recursive: true })
  try {
    const release = await readOsRelease()
    report('build tools', null, 'looking for compiler and headers')
    await ensureBuildTools(release, options, (detail) => report('build tools', null, detail))
    report('source', null, 'looking for the source of CPython 3.13')
    const sources = await findPythonSources(release, join(work, 'apt'), options)
    const source = await fetchFirst(sources, join(work, 'python.tar.xz'), options, report)
    return await build(source, work, options, report)
  } finally {
    await rm(work, { recursive: true, force: true, maxRetries: 3 })
  }
}

function noBuildHere(): TailraceError {
  return new TailraceError(
    'provision.tools-missing',
    'Free-threaded Python cannot be built from source on Windows',
    {
      hint: 'Install it from python.org (tick “free-threaded binaries”) and give its path in TAILRACE_PYTHON_FREETHREADED.',
    },
  )
}

type Report = (step: string, fraction: number | null, detail: string) => void

async function fetchFirst(
  sources: readonly PythonSource[],
  file: string,
  options: BuildOptions,
  report: Report,
): Promise<PythonSource> {
  const failures: string[] = []
  for (const source of sources) {
    try {
      await download(source, file, options.signal, (fraction, detail) => {
        report('source', fraction, `CPython ${source.version}: ${detail}`)
      })
      return source
    } catch (error) {
      if (!(error instanceof TailraceError) || error.code !== 'provision.failed') throw error
      failures.push(error.message)
    }
  }
  throw new TailraceError('provision.failed', failures.join('\n'), {
    hint: 'The source of CPython could not be fetched: check the network and the proxy settings.',
  })
}

async function build(
  source: PythonSource,
  work: string,
  options: BuildOptions,
  report: Report,
): Promise<string> {
  const tree = join(work, 'source')
  const staging = join(work, 'staging')
  const prefix = join(options.pythonFolder, `cpython-${source.version}t`)
  const name = `CPython ${source.version}t`
  const run = async (step: string, file: string, args: string[], lines: number | null) => {
    let seen = 0
    const onLine = () => {
      seen += 1
      report(step, lines === null ? null : Math.min(0.99, seen / lines), name)
    }
    report(step, lines === null ? null : 0, name)
    // No -g: nobody debugs this interpreter, and it halves the size of the build. -O3 as in CPython's default.
    const env = { ...toolEnvironment(), OPT: '-DNDEBUG -O3 -Wall' }
    await runStep(
      `${name}: ${step}`,
      { file: 'nice', args: ['-n', '10', file, ...args], cwd: tree, env, onLine },
      options,
    )
  }
  await mkdir(tree)
  await run('unpack', 'tar', ['-xJf', join(work, 'python.tar.xz'), '--strip-components=1'], null)
  const features = ['--disable-gil', '--disable-test-modules', '--without-static-libpython']
  await run('configure', './configure', [`--prefix=${prefix}`, ...features], expectedLines.configure)
  await run('compile', 'make', [`-j${availableParallelism()}`], expectedLines.make)
  await run('install', 'make', ['install', `DESTDIR=${staging}`], expectedLines.install)
  report('trim', null, name)
  const staged = join(staging, prefix)
  await trim(staged, options)
  report('prove', null, name)
  await prove(join(staged, 'bin', 'python3.13t'), join(work, 'proof'), options)
  await rm(prefix, { recursive: true, force: true })
  await rename(staged, prefix)
  return join(prefix, 'bin', 'python3.13t')
}

/** Removes what no server needs. Plain bytecode stays: without it every start would compile the library anew. */
async function trim(prefix: string, options: BuildOptions): Promise<void> {
  const library = join(prefix, 'lib', 'python3.13t')
  for (const unused of ['idlelib', 'tkinter', 'turtledemo', 'turtle.py', 'test', 'pydoc_data']) {
    await rm(join(library, unused), { recursive: true, force: true })
  }
  await rm(join(prefix, 'share'), { recursive: true, force: true })
  const files = await readdir(prefix, { recursive: true })
  for (const file of files) {
    if (/\.opt-[12]\.pyc$|libpython3\.13t?\.a$/.test(file)) await rm(join(prefix, file), { force: true })
  }
  const binaries = files.filter((file) => /\.so$|^bin\/python3\.13t?$/.test(file))
  const paths = binaries.map((file) => join(prefix, file))
  // macOS's strip is another program, and its linker leaves little to strip.
  if (process.platform !== 'linux') return
  await runStep('strip', { file: 'strip', args: ['--strip-unneeded', ...paths] }, options)
}

/** A build that lacks what servers need is worse than none: it would be found again at every start. */
async function prove(path: string, proofFolder: string, options: BuildOptions): Promise<void> {
  const probed = await probeInterpreter(path, options)
  const refuse = (reason: string) =>
    new TailraceError('provision.failed', `The Python just built is not usable: ${reason}`)
  if ('rejected' in probed) throw refuse(probed.rejected.reason)
  const { freeThreaded, gilEnabled, ssl, venv } = probed.interpreter
  if (!freeThreaded || gilEnabled) throw refuse('its GIL is on')
  if (!ssl) throw refuse('it has no ssl or zlib module')
  if (!venv) throw refuse('it has no venv or ensurepip module')
  const make = { file: path, args: ['-I', '-m', 'venv', proofFolder] }
  await runStep('venv of the new Python', make, options)
  const pip = { file: join(proofFolder, 'bin', 'python'), args: ['-I', '-m', 'pip', '--version'] }
  await runStep('pip of the new Python', pip, options)
}
