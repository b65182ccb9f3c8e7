// The manifest of tiny-server.ts, a backend for it, and the options to start it with.
import { join } from 'node:path'
import type { Backend, StartOptions } from '../../../src/core/runtime/backend.ts'
import {
  createProcessBackend,
  type ProcessBackendOptions,
} from '../../../src/core/runtime/process/process-backend.ts'
import { type Manifest, manifestSchema } from '../../../src/model/manifest.ts'
import { notingReaper } from '../../core/runtime/process/scratch.ts'

export const tinyManifest: Manifest = manifestSchema.parse({
  schema: 'tailrace.runtime',
  version: 1,
  id: 'tiny',
  name: 'Tiny',
  description: 'A fixture.',
  language: 'JavaScript',
  process: { kind: 'node', entry: 'tiny-server.ts' },
  knobs: [],
  workloads: ['hello'],
  expects: { gil: 'none', loop: 'libuv' },
  presets: [{ id: 'tiny', label: 'Tiny', description: '', knobs: {} }],
})

export function tinyBackend(options: Partial<ProcessBackendOptions> = {}): Backend {
  return createProcessBackend({
    runtimes: [{ manifest: tinyManifest, folder: import.meta.dirname }],
    cacheFolder: join(import.meta.dirname, 'no-cache'),
    nodePath: process.execPath,
    reaper: notingReaper(),
    ...options,
  })
}

export function startOptions(mode: string, options: Partial<StartOptions> = {}): StartOptions {
  return {
    contender: { id: 'c', runtime: 'tiny', label: 'c', colour: 0, knobs: { mode }, memoryMb: 256 },
    cpus: [],
    memoryMb: 256,
    seed: 7,
    telemetry: () => undefined,
    log: () => undefined,
    readyDeadlineMs: 20_000,
    signal: new AbortController().signal,
    ...options,
  }
}
