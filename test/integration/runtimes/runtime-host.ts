// Starts runtimes for the tests of this folder through the process backend, and keeps what they say. Knows no check.

import type { RunningServer } from '../../../src/core/runtime/backend.ts'
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
  /** the leader of the process group first */
  readonly pids: readonly number[]
  readonly exited: RunningServer['exited']
  stop(): Promise<void>
}

export interface RuntimeHost extends AsyncDisposable {
  readonly runtimes: readonly Runtime[]
  /** `port`: a free one where not given */
  start(runtimeId: string, knobs: Record<string, KnobValue>, port?: number): Promise<StartedRuntime>
}

/** `folders`: where the runtimes lie; the product's own where not given. */
export async function openRuntimeHost(folders?: readonly string[]): Promise<RuntimeHost> {
  const { runtimesFolder, nodePath, entry } = findInstallation()
  const runtimes = await loadCatalogue(folders ?? [runtimesFolder])
  const guardian = await startGuardian({ entry: entry('guardian'), nodePath })
  const cacheFolder = openFolders().cache
  const { signal } = new AbortController()
  const backendOn = (port?: number) =>
    createProcessBackend({
      runtimes,
      cacheFolder,
      nodePath,
      reaper: guardian,
      ...(port === undefined ? {} : { pickPort: async () => port }),
    })

  return {
    runtimes,
    start: async (runtimeId, given, port) => {
      const manifest = runtimes.find((runtime) => runtime.manifest.id === runtimeId)?.manifest
      if (manifest === undefined) throw new Error(`no runtime ${runtimeId}`)
      const backend = backendOn(port)
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
        seed: 7,
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
        exited: server.exited,
        stop: () => server.stop(),
        [Symbol.asyncDispose]: () => server.stop(),
      }
    },
    [Symbol.asyncDispose]: () => guardian.stop(),
  }
}
