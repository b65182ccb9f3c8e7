// The process backend: runtimes as plain processes of this machine, the embedded default where there is no Docker.
// Ties provisioning and starting together; the generator and the run are none of its business.
import { dirname, join } from 'node:path'
import { TailraceError } from '../../../model/errors.ts'
import type { Manifest } from '../../../model/manifest.ts'
import type { Backend, ProvisionOptions, Reaper, StartOptions } from '../backend.ts'
import { throwIfCancelled } from './command.ts'
import type { PythonSettings, SearchContext } from './interpreter-choice.ts'
import { InterpreterProbes } from './interpreter-probe.ts'
import { throttleProgress } from './progress-throttle.ts'
import {
  type PreparedPython,
  type PythonRuntime,
  preparedPython,
  provisionPython,
  pythonStatus,
} from './python-runtime.ts'
import { type Launch, startServer } from './server-start.ts'

export interface ProcessBackendOptions {
  /** every runtime with the folder its manifest's paths are in */
  runtimes: readonly { readonly manifest: Manifest; readonly folder: string }[]
  cacheFolder: string
  /** a plain Node, for the `node` kind */
  nodePath: string
  reaper: Reaper
  settings?: PythonSettings
  /** which port a server gets; a free one where not given */
  pickPort?: (host: string) => Promise<number>
}

export function createProcessBackend(options: ProcessBackendOptions): Backend {
  const probes = new InterpreterProbes()
  const prepared = new Map<string, PreparedPython>()
  const search = (signal: AbortSignal): SearchContext => {
    const { cacheFolder, reaper, settings = {} } = options
    return { signal, reaper, probes, cacheFolder, settings }
  }
  const folderOf = (manifest: Manifest) => {
    const found = options.runtimes.find((runtime) => runtime.manifest.id === manifest.id)
    if (found !== undefined) return found.folder
    throw new TailraceError('runtime.unknown', `There is no runtime ${manifest.id}`)
  }
  const asPython = (manifest: Manifest): PythonRuntime | null =>
    manifest.process.kind === 'python'
      ? { manifest, spec: manifest.process, folder: folderOf(manifest) }
      : null
  const launchOf = async (manifest: Manifest, signal: AbortSignal): Promise<Launch> => {
    const cwd = folderOf(manifest)
    const python = asPython(manifest)
    const entry = join(cwd, manifest.process.entry)
    if (python === null) return { file: options.nodePath, args: [entry], cwd, pythonPath: null, build: {} }
    const ready = prepared.get(manifest.id) ?? (await preparedPython(python, search(signal)))
    if (ready === null) throw notPrepared(manifest)
    prepared.set(manifest.id, ready)
    const pythonPath = join(dirname(cwd), 'python-contract')
    return { file: ready.python, args: [entry], cwd, pythonPath, build: ready.build }
  }
  return {
    kind: 'process',
    async status(manifest) {
      const python = asPython(manifest)
      if (python === null) return { state: 'ready', detail: `Node ${process.version}` }
      return pythonStatus(python, search(new AbortController().signal))
    },
    async provision(manifest: Manifest, provision: ProvisionOptions) {
      const python = asPython(manifest)
      throwIfCancelled(provision.signal)
      if (python === null) return
      const gently = { ...provision, onProgress: throttleProgress(provision.onProgress) }
      prepared.set(manifest.id, await provisionPython(python, gently, search(provision.signal)))
    },
    async start(manifest: Manifest, start: StartOptions) {
      return startServer(manifest, await launchOf(manifest, start.signal), start, options)
    },
  }
}

function notPrepared(manifest: Manifest): TailraceError {
  return new TailraceError('provision.refused', `${manifest.name} is not prepared yet`, {
    hint: 'Provision the runtime before it is started.',
    context: { runtime: manifest.id },
  })
}
