// What a server says while it runs: ready lines, telemetry and truth on stdout, log lines anywhere. Tells who listens,
// whether they are what they should be, and what the last words were.
import type { Manifest } from '../../../model/manifest.ts'
import type { Identity } from '../../../model/result.ts'
import type { Telemetry, WorkerReady } from '../../../model/telemetry.ts'
import type { StartOptions } from '../backend.ts'
import { workersOf } from '../knobs.ts'
import { createTelemetryReader, type ServerEvent, type TelemetryReader } from '../telemetry-reader.ts'
import { checkTruth } from '../truth.ts'
import { LastLines } from './last-lines.ts'
import type { OutputStream, ServerOutput } from './server-process.ts'

type ReportOptions = Pick<StartOptions, 'contender' | 'telemetry' | 'said' | 'log'>

export class WorkerReports implements ServerOutput {
  readonly #ready = new Map<string, WorkerReady>()
  readonly #latest = new Map<string, Telemetry>()
  readonly #lastLines = new LastLines()
  readonly #readers: Record<OutputStream, TelemetryReader>
  readonly #manifest: Manifest
  readonly #options: ReportOptions

  constructor(manifest: Manifest, options: ReportOptions) {
    this.#manifest = manifest
    this.#options = options
    this.#readers = {
      stdout: createTelemetryReader((event) => {
        this.#options.said?.(event)
        this.#take(event)
      }),
      // The contract is spoken on stdout only.
      stderr: createTelemetryReader((event) => this.#take({ kind: 'log', line: lineOf(event) })),
    }
  }

  push(stream: OutputStream, chunk: Uint8Array): void {
    this.#readers[stream].push(chunk)
  }

  end(stream: OutputStream): void {
    this.#readers[stream].end()
  }

  lastLines(): string[] {
    return this.#lastLines.get()
  }

  /** Every worker that there will be has said that it listens. */
  get complete(): boolean {
    return this.#ready.size >= this.#expectedWorkers
  }

  /** A sentence for the message when some are missing. */
  describe(): string {
    return `${this.#ready.size} of ${this.#expectedWorkers} workers said that they listen`
  }

  /** Throws `server.probe-failed` where a worker is not what the manifest expects or no longer what it was. */
  check(): void {
    const claim = { manifest: this.#manifest, knobs: this.#options.contender.knobs }
    checkTruth(claim, [...this.#ready.values()], this.#latest)
  }

  /** `build`: facts about the interpreter; what the server itself tells of them wins. */
  identity(build: Identity['build']): Identity {
    const reports = [...this.#ready.values()].sort((a, b) => b.worker.localeCompare(a.worker))
    return {
      runtime: this.#manifest.id,
      backend: 'process',
      versions: Object.assign({}, ...reports.map((report) => report.versions)),
      build: Object.assign({ ...build }, ...reports.map((report) => report.build)),
      // The first worker's word last: settings such as seeds differ between workers.
      settings: Object.assign({}, ...reports.map((report) => report.settings)),
      imageDigest: null,
    }
  }

  get #expectedWorkers(): number {
    const said = [...this.#ready.values()].map((ready) => ready.workers)
    return Math.max(workersOf(this.#manifest, this.#options.contender.knobs), ...said)
  }

  #take(event: ServerEvent): void {
    switch (event.kind) {
      case 'ready':
        this.#ready.set(event.ready.worker, event.ready)
        return
      case 'telemetry':
        this.#latest.set(event.telemetry.worker, event.telemetry)
        this.#options.telemetry(event.telemetry)
        return
      case 'malformed':
        this.#log(`not of the contract (${event.why}): ${event.line}`)
        return
      case 'log':
        this.#log(event.line)
    }
  }

  #log(line: string): void {
    this.#lastLines.add(line)
    this.#options.log(line)
  }
}

function lineOf(event: ServerEvent): string {
  return 'line' in event ? event.line : JSON.stringify(event)
}
