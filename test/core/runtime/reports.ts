// Lines as a worker writes them, to vary in the tests of this folder.
import type { Telemetry, WorkerReady } from '../../../src/model/telemetry.ts'

export function makeReady(changes: Partial<WorkerReady> = {}): WorkerReady {
  return {
    type: 'ready',
    version: 1,
    runtime: 'sample',
    worker: '0',
    pid: 100,
    threadId: 100,
    workers: 1,
    loopClass: 'uvloop.Loop',
    gilEnabled: false,
    versions: { python: '3.13.5' },
    build: {},
    settings: {},
    ...changes,
  }
}

export function makeTelemetry(changes: Partial<Telemetry> = {}): Telemetry {
  return {
    type: 'telemetry',
    version: 1,
    worker: '0',
    pid: 100,
    threadId: 100,
    monotonicNs: 1_000_000_000,
    loopClass: 'uvloop.Loop',
    lagUs: { p50: 10, p99: 100, max: 200 },
    loopUtilisation: null,
    gc: [],
    rssBytes: 50_000_000,
    pssBytes: null,
    cpuUs: 1_000,
    poolQueue: 0,
    openConnections: 3,
    requests: 7,
    gilEnabled: false,
    ...changes,
  }
}
