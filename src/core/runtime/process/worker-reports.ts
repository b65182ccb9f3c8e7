// What a server's workers say on stdout: ready lines, telemetry, truth. Everything else is a log line.
import type { Manifest } from '../../../model/manifest.ts'
import type { Identity } from '../../../model/result.ts'
import type { Telemetry, WorkerReady } from '../../../model/telemetry.ts'
import type { StartOptions } from '../backend.ts'
import { readLine } from '../telemetry-reader.ts'
import { checkTruth } from '../truth.ts'

export class WorkerReports {
  readonly #ready = new Map<string, WorkerReady>()
  readonly #latest = new Map<string, Telemetry>()
  readonly #manifest: Manifest
  readonly #options: Pick<StartOptions, 'contender' | 'telemetry' | 'log'>

  constructor(manifest: Manifest, options: Pick<StartOptions, 'contender' | 'telemetry' | 'log'>) {
    this.#manifest = manifest
    this.#options = options
  }

  take(line: string, stream: 'stdout' | 'stderr'): void {
    const event = stream === 'stdout' ? readLine(line) : { kind: 'log' as const, line }
    if (event.kind === 'ready') this.#ready.set(event.ready.worker, event.ready)
    else if (event.kind === 'telemetry') {
      this.#latest.set(event.telemetry.worker, event.telemetry)
      this.#options.telemetry(event.telemetry)
    } else this.#options.log(line)
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
    const claim = { manifest: this.#manifest, knobs: this.#options.contender.knobs }
    checkTruth(claim, [...this.#ready.values()], this.#latest)
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
