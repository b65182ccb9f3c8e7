// Opens what the engine is made of, in order, and closes it in reverse. The only place that names every room.
import { join } from 'node:path'
import { type Generator, startGenerator } from '../core/load/start-generator.ts'
import { openProfileFolder, type ProfileFolder } from '../core/profile/profile-folder.ts'
import { systemClock } from '../core/run/run-clock.ts'
import type { Backend, Reaper } from '../core/runtime/backend.ts'
import { loadCatalogue, type Runtime } from '../core/runtime/catalogue.ts'
import { createProcessBackend } from '../core/runtime/process/process-backend.ts'
import { openStore, type Store } from '../core/store/store.ts'
import type { Host } from '../model/host.ts'
import { type Folders, openFolders } from './folders.ts'
import { giveWay } from './give-way.ts'
import { startGuardian } from './guard.ts'
import { gatherHost } from './host-facts.ts'
import type { Installation } from './installation.ts'
import { acquireMeasurementLock, isMeasuring } from './measurement-lock.ts'
import { createRunManager, type RunManager } from './run-manager.ts'
import type { EngineOptions, EventListener } from './service.ts'

export interface EngineParts {
  readonly installation: Installation
  readonly folders: Folders
  readonly host: Host
  readonly runtimes: readonly Runtime[]
  readonly profiles: ProfileFolder
  readonly store: Store
  readonly backend: Backend
  readonly runs: RunManager
  close(): Promise<void>
}

export async function openEngineParts(options: EngineOptions, emit: EventListener): Promise<EngineParts> {
  const { installation } = options
  const folders = openFolders(options)
  const runtimes = await loadCatalogue([installation.runtimesFolder])
  const profiles = await openProfileFolder(
    join(folders.data, 'profiles'),
    join(installation.resourcesFolder, 'presets'),
  )
  const host = await gatherHost(installation.version)
  await using undo = new AsyncDisposableStack()
  const store = undo.adopt(openStore(join(folders.data, 'tailrace.sqlite')), (opened) => opened.close())
  if (!(await isMeasuring(folders.data))) store.markInterrupted()
  const guardian = undo.adopt(
    await startGuardian({ entry: installation.entry('guardian'), nodePath: installation.nodePath }),
    (started) => started.stop(),
  )
  const backend = createProcessBackend({
    runtimes,
    cacheFolder: folders.cache,
    nodePath: installation.nodePath,
    reaper: guardian,
    settings: interpreterSettings(process.env),
  })
  const priority = giveWay()
  priority.restore()
  const runs = createRunManager({
    onStage: priority.follow,
    acquireLock: () => acquireMeasurementLock(folders.data),
    onEvent: (event) => emit('run', event),
    context: {
      manifests: runtimes.map((runtime) => runtime.manifest),
      backend,
      store,
      clock: systemClock,
      startGenerator: (cpus) => startGuardedGenerator(installation, guardian, cpus),
    },
  })
  const kept = undo.move()
  return {
    installation,
    folders,
    host,
    runtimes,
    profiles,
    store,
    backend,
    runs,
    close: async () => {
      await runs.close()
      priority.restore()
      await kept.disposeAsync()
    },
  }
}

/** A generator that dies with us: the guardian knows its process group until it has stopped. */
export async function startGuardedGenerator(
  installation: Installation,
  guardian: Reaper,
  cpus: readonly number[],
): Promise<Generator> {
  const generator = await startGenerator({
    entry: installation.entry('generator'),
    nodePath: installation.nodePath,
    cpus,
  })
  guardian.guard(generator.pid)
  const stop = async () => {
    await generator.stop()
    guardian.release(generator.pid)
  }
  const run: Generator['run'] = (spec, onEvent, signal) => generator.run(spec, onEvent, signal)
  return { pid: generator.pid, run, stop, [Symbol.asyncDispose]: stop }
}

/** Interpreters the user names, tried before any other. */
function interpreterSettings(environment: NodeJS.ProcessEnv): {
  python?: string
  pythonFreeThreaded?: string
} {
  const { TAILRACE_PYTHON: python, TAILRACE_PYTHON_FREETHREADED: pythonFreeThreaded } = environment
  return { ...(python ? { python } : {}), ...(pythonFreeThreaded ? { pythonFreeThreaded } : {}) }
}
