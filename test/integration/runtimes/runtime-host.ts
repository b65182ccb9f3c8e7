// Starts runtimes for the tests of this folder through the process backend, and keeps what they say. Knows no check.
import { loadCatalogue, type Runtime, resolveKnobs, workersOf } from '../../../src/core/runtime/catalogue.ts'
import type { Subject } from '../../../src/core/runtime/conformance.ts'
import { createProcessBackend } from '../../../src/core/runtime/process/process-backend.ts'
import type { ServerEvent } from '../../../src/core/runtime/telemetry-reader.ts'
import { openFolders } from '../../../src/engine/folders.ts'
import { startGuardian } from '../../../src/engine/guard.ts'
import { findInstallation } from '../../../src/engine/installation.ts'
import type { KnobValue } from '../../../src/model/profile.ts'

export interface StartedRuntime extends AsyncDisposable {
  readonly subject: Subject
  readonly pids: readonly number[]
  stop(): Promise<void>
}

export interface RuntimeHost extends AsyncDisposable {
  readonly runtimes: readonly Runtime[]
  start(runtimeId: string, knobs: Record<string, KnobValue>): Promise<StartedRuntime>
}

/** `folders`: where the runtimes lie; the product's own where not given. */
export async function openRuntimeHost(folders?: readonly string[]): Promise<RuntimeHost> {
  const { runtimesFolder, nodePath, entry } = findInstallation()
  const runtimes = await loadCatalogue(folders ?? [runtimesFolder])
  const guardian = await startGuardian({ entry: entry('guardian'), nodePath })
  const cacheFolder = openFolders().cache
  const backend = createProcessBackend({ runtimes, cacheFolder, nodePath, reaper: guardian })
  const { signal } = new AbortController()

  return {
    runtimes,
    start: async (runtimeId, given) => {
      const manifest = runtimes.find((runtime) => runtime.manifest.id === runtimeId)?.manifest
      if (manifest === undefined) throw new Error(`no runtime ${runtimeId}`)
      await backend.provision(manifest, { allowed: true, signal, onProgress: () => undefined })
      const knobs = resolveKnobs(manifest, given, 2)
      const events: ServerEvent[] = []
      const contender = {
        id: 'tested',
        runtime: runtimeId,
        label: 'Tested',
        colour: 0,
        knobs,
        memoryMb: 1024,
      }
      const server = await backend.start(manifest, {
        contender,
        cpus: [],
        memoryMb: contender.memoryMb,
        said: (event) => events.push(event),
        telemetry: () => undefined,
        log: () => undefined,
        readyDeadlineMs: 60_000,
        signal,
      })
      const url = `http://${server.host}:${server.port}`
      return {
        subject: { url, manifest, knobs, workers: workersOf(manifest, knobs), events: () => events },
        pids: server.pids,
        stop: () => server.stop(),
        [Symbol.asyncDispose]: () => server.stop(),
      }
    },
    [Symbol.asyncDispose]: () => guardian.stop(),
  }
}
