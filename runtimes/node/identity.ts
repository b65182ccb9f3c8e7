// What this worker is, for the ready line and /healthz: facts read from the running process, never from the manifest.
import type { Settings } from './settings.ts'

export interface Worker {
  /** "0", "1", … */
  readonly id: string
  readonly settings: Settings
}

export const loopClass = 'libuv'

export function identity({ id, settings }: Worker): object {
  const { node, v8, uv, llhttp } = process.versions
  return {
    runtime: 'node',
    worker: id,
    pid: process.pid,
    loopClass,
    gilEnabled: null,
    versions: { node, v8, uv, llhttp },
    build: buildFacts(),
    settings: {
      server: 'node:http',
      httpParser: 'llhttp',
      topology: settings.topology,
      workers: settings.workers,
      listener: listener(settings),
      offload: settings.offload,
      poolSize: settings.offload === 'inline' ? 0 : settings.poolSize,
      waitSeed: settings.seed + Number(id),
    },
  }
}

/** On Linux the first thread of a process carries its id, and that is where the loop runs. */
export const threadId = process.platform === 'linux' ? process.pid : null

function buildFacts(): Record<string, boolean | null> {
  const variables: Record<string, unknown> = { ...process.config.variables }
  const flag = (name: string) => (variables[name] === undefined ? null : Boolean(variables[name]))
  return { pgo: flag('enable_pgo_use'), lto: flag('enable_lto') }
}

function listener(settings: Settings): string {
  if (settings.topology === 'single') return 'own'
  return settings.scheduling === 'rr' ? 'primary, round robin' : 'shared handle'
}
