// What a server's workers say on stdout: ready lines, telemetry, truth. Everything else is a log line.
import { TailraceError } from '../../../model/errors.ts'
import type { Manifest } from '../../../model/manifest.ts'
import type { Identity } from '../../../model/result.ts'
import {
  type Telemetry,
  telemetrySchema,
  type WorkerReady,
  workerReadySchema,
} from '../../../model/telemetry.ts'
import type { StartOptions } from '../backend.ts'

export class WorkerReports {
  readonly #ready = new Map<string, WorkerReady>()
  readonly #latest = new Map<string, Telemetry>()
  readonly #manifest: Manifest
  readonly #options: Pick<StartOptions, 'telemetry' | 'log'>

  constructor(manifest: Manifest, options: Pick<StartOptions, 'telemetry' | 'log'>) {
    this.#manifest = manifest
    this.#options = options
  }

  take(line: string, stream: 'stdout' | 'stderr'): void {
    const message = stream === 'stdout' ? parseMessage(line) : null
    if (message === null) this.#options.log(line)
    else if (message.type === 'ready') this.#ready.set(message.worker, message)
    else {
      this.#latest.set(message.worker, message)
      this.#options.telemetry(message)
    }
  }

  /** Every worker that there will be has said that it listens. */
  get complete(): boolean {
    const [first] = this.#ready.values()
    return first !== undefined && this.#ready.size >= first.workers
  }

  describe(): string {
    const [first] = this.#ready.values()
    return `${this.#ready.size} of ${first?.workers ?? 'an unknown number of'} workers said that they listen`
  }

  /** Throws `server.probe-failed` where a worker is not what the manifest expects or no longer what it was. */
  check(): void {
    for (const ready of this.#ready.values()) {
      const problem = untruth(this.#manifest, ready, this.#latest.get(ready.worker))
      if (problem !== null) {
        throw new TailraceError(
          'server.probe-failed',
          `${this.#manifest.name}, worker ${ready.worker}: ${problem}`,
          { context: { runtime: this.#manifest.id, worker: ready.worker } },
        )
      }
    }
  }

  identity(build: Identity['build']): Identity {
    const reports = [...this.#ready.values()]
    return {
      runtime: this.#manifest.id,
      backend: 'process',
      versions: Object.assign({}, ...reports.map((report) => report.versions)),
      build: Object.assign({ ...build }, ...reports.map((report) => report.build)),
      settings: Object.assign({}, ...reports.map((report) => report.settings)),
      imageDigest: null,
    }
  }
}

function parseMessage(line: string): WorkerReady | Telemetry | null {
  if (!line.startsWith('{')) return null
  try {
    const value: unknown = JSON.parse(line)
    const ready = workerReadySchema.safeParse(value)
    if (ready.success) return ready.data
    return telemetrySchema.safeParse(value).data ?? null
  } catch (error) {
    // Half a line of a worker that died while writing, or output that merely looks like JSON.
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function untruth(manifest: Manifest, ready: WorkerReady, latest: Telemetry | undefined): string | null {
  const now = latest ?? ready
  const { gil, loop } = manifest.expects
  const expected = { on: true, off: false, none: null }[gil]
  if (now.gilEnabled !== expected) return `expected the GIL ${gil}, its probe says ${now.gilEnabled}`
  if (loop !== undefined && now.loopClass !== loop)
    return `expected the loop ${loop}, it runs ${now.loopClass}`
  if (now.pid !== ready.pid) return `process ${ready.pid} was replaced by ${now.pid}`
  if (now.loopClass !== ready.loopClass) return `its loop changed from ${ready.loopClass} to ${now.loopClass}`
  return null
}
