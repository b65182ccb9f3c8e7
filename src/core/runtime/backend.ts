// What every backend gives: provisioning, and a handle to a running server. Typestate: a handle exists only
// between a successful start and stop.
import type { Manifest } from '../../model/manifest.ts'
import type { Contender } from '../../model/profile.ts'
import type { Identity } from '../../model/result.ts'
import type { Telemetry } from '../../model/telemetry.ts'
import type { ServerEvent } from './telemetry-reader.ts'

/** Kills what it was told of when this process dies, however it dies (src/engine/guardian.ts). */
export interface Reaper {
  /** The leader of a process group that must not outlive us. */
  guard(processGroupId: number): void
  release(processGroupId: number): void
}

export interface ProvisionProgress {
  step: string
  /** 0 to 1, null where it cannot be known */
  fraction: number | null
  detail: string
}

export interface ProvisionOptions {
  /** false: refuse to download or build anything (`--no-provision`) */
  allowed: boolean
  onProgress: (progress: ProvisionProgress) => void
  signal: AbortSignal
}

export interface ProvisionStatus {
  state: 'ready' | 'provisionable' | 'missing'
  detail: string
}

export interface StartOptions {
  contender: Contender
  /** empty: not pinned */
  cpus: readonly number[]
  memoryMb: number
  /** for what a server draws at random, such as waits; the same for all contenders of a block */
  seed: number
  telemetry: (line: Telemetry) => void
  /** all that the server says on stdout, as it was read; the conformance suite judges it */
  said?: (event: ServerEvent) => void
  /** a line of output that is not telemetry */
  log: (line: string) => void
  readyDeadlineMs: number
  signal: AbortSignal
}

export interface RunningServer {
  host: string
  port: number
  identity: Identity
  pids: readonly number[]
  /** Resolves when the server is gone of itself, with its last lines of output; never rejects. */
  readonly exited: Promise<{ code: number | null; signal: string | null; lastLines: string[] }>
  /** Truth probes: asks every worker again; throws `server.probe-failed` where one changed. */
  probe(): Promise<void>
  /** Ends the whole process group; resolves when it is gone. May be called twice. */
  stop(): Promise<void>
}

export interface Backend {
  readonly kind: 'process' | 'docker'
  status(manifest: Manifest): Promise<ProvisionStatus>
  /** Makes everything `start` needs; quick when it is there. Throws `provision.*`. */
  provision(manifest: Manifest, options: ProvisionOptions): Promise<void>
  /** Starts and waits until every worker answers. A failed readiness cleans up, then throws `server.*`. */
  start(manifest: Manifest, options: StartOptions): Promise<RunningServer>
}
