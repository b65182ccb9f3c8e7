// One thread's trial from first connection to summary: connect, warm up, measure, drain. Knows no processes.
import { TailraceError } from '../../model/errors.ts'
import type { LoadSpec, Phase, Window } from '../../model/generator.ts'
import { balanceConnections } from './balance.ts'
import { type Clock, fromMachineNs, monotonicClock, toMachineNs } from './clock.ts'
import { Dispatcher } from './dispatcher.ts'
import { Burst, type LoadSource } from './load-source.ts'
import { Pacer, type PacerWork } from './pacing.ts'
import { PauseLog } from './pauses.ts'
import { Recorder, type RecorderPhase } from './recorder.ts'
import { requestBytes } from './request-bytes.ts'
import { continues, partOf, plannedWarmUpSeconds, type Share, sourceOf } from './thread-load.ts'
import { summariseThread, type ThreadSummary, UsageMeter } from './thread-summary.ts'
import { WorkerNames } from './worker-names.ts'

export interface DriverEvents {
  phase(phase: Phase): void
  window(window: Window): void
}

/** How often timeouts are looked for and windows told: fine enough for a 250 ms window and a 1 ms timeout is rare. */
const housekeepingUs = 10_000
/** Reads of one response larger than this come in parts. */
const readBufferBytes = 65_536

export class TrialDriver implements PacerWork {
  readonly #spec: LoadSpec
  readonly #share: Share
  readonly #events: DriverEvents
  readonly #clock: Clock = monotonicClock
  readonly #workers = new WorkerNames()
  readonly #recorder: Recorder
  readonly #dispatcher: Dispatcher
  readonly #pauses = new PauseLog()
  readonly #pacer: Pacer
  readonly #usage: UsageMeter
  #source: LoadSource | null = null
  #phase: 'warm-up' | 'measure' | 'drain' = 'warm-up'
  #warmUpStartUs = 0
  #measured: RecorderPhase | null = null
  #phaseEndUs = Number.POSITIVE_INFINITY
  #housekeepUs = 0
  #inFlightLast = 0
  readonly #cancel = new AbortController()
  #finish: (() => void) | null = null

  /** `host` must be an IP address. Throws `load.invalid` for a request that cannot be made. */
  constructor(spec: LoadSpec, host: string, share: Share, events: DriverEvents) {
    this.#spec = spec
    this.#share = share
    this.#events = events
    this.#recorder = new Recorder({ window: (window) => events.window(window) })
    this.#dispatcher = new Dispatcher({
      host,
      port: spec.port,
      request: requestBytes(spec),
      buffer: new Uint8Array(readBufferBytes),
      clock: this.#clock,
      connections: partOf(spec.connections, share),
      timeoutMs: spec.timeoutMs,
      withoutBody: spec.method === 'HEAD',
      workers: this.#workers,
      recorder: this.#recorder,
    })
    this.#pacer = new Pacer(this, this.#clock)
    this.#usage = new UsageMeter(this.#pacer)
  }

  /** Opens all connections, balanced over the workers where asked; those that cannot be opened are left cold. */
  async connect(): Promise<void> {
    const { balance, timeoutMs } = this.#spec
    if (balance) await balanceConnections(this.#dispatcher, timeoutMs, this.#cancel.signal)
    await this.#dispatcher.openCold(timeoutMs, this.#cancel.signal)
  }

  /** Runs the load from `startNs` (machine's monotonic clock) on; resolves when everything is settled. */
  async run(startNs: number): Promise<ThreadSummary> {
    this.#pauses.start()
    const startUs = fromMachineNs(startNs)
    this.#warmUpStartUs = startUs
    if (!this.#cancel.signal.aborted) {
      this.#housekeepUs = startUs
      this.#begin('warm-up', startUs, startUs + plannedWarmUpSeconds(this.#spec) * 1e6)
      await new Promise<void>((resolve) => {
        this.#finish = resolve
        this.#pacer.start(this.#pacing())
      })
    }
    return this.#summarise()
  }

  /** The warm-up ends at that moment (machine's monotonic clock) rather than later. */
  endWarmUpAt(machineNs: number): void {
    if (this.#phase === 'warm-up') {
      this.#phaseEndUs = Math.min(this.#phaseEndUs, Math.max(fromMachineNs(machineNs), this.#clock.nowUs()))
    }
  }

  /** Stops sending at once; what is unanswered is abandoned. */
  cancel(): void {
    this.#cancel.abort()
    if (this.#finish !== null) this.#end(this.#clock.nowUs())
  }

  /** Closes what {@link connect} opened, where the trial is not run. */
  close(): void {
    this.#dispatcher.close()
  }

  turn(nowUs: number): void {
    if (this.#finish === null) return
    this.#source?.fireDue(Math.min(nowUs, this.#phaseEndUs - 0.001))
    while (nowUs >= this.#phaseEndUs && this.#phase !== 'drain') this.#nextPhase(nowUs)
    if (nowUs >= this.#housekeepUs) this.#housekeep(nowUs)
    else if (this.#phase === 'drain' && this.#recorder.inFlight === 0) this.#end(nowUs)
  }

  nextUs(): number {
    return Math.min(this.#source?.nextUs ?? Number.POSITIVE_INFINITY, this.#housekeepUs, this.#phaseEndUs)
  }

  activity(): number {
    return this.#recorder.activity
  }

  gap(startUs: number, durationUs: number): void {
    this.#pauses.add('loop', startUs, durationUs)
  }

  /** Where nothing but an answer makes a request due there is nothing to poll for. */
  #pacing(): 'precise' | 'efficient' {
    const { load, pacing } = this.#spec
    const unpaced = load.kind === 'burst' || (load.kind === 'closed' && load.thinkTimeMs === 0)
    return unpaced ? 'efficient' : pacing
  }

  #begin(phase: Phase, startUs: number, endUs: number): void {
    this.#phase = phase
    this.#phaseEndUs = endUs
    const recorded = this.#recorder.beginPhase(phase, startUs, endUs)
    if (phase === 'measure') {
      this.#measured = recorded
      this.#usage.start()
    }
    if (this.#source === null || !continues(this.#spec.load)) {
      this.#source?.stop()
      this.#source = sourceOf({
        spec: this.#spec,
        share: this.#share,
        phase,
        startUs,
        dispatcher: this.#dispatcher,
        clock: this.#clock,
      })
    }
    if (endUs > startUs) this.#events.phase(phase)
  }

  #nextPhase(nowUs: number): void {
    const atUs = this.#phaseEndUs
    const { load, measureSeconds } = this.#spec
    if (this.#phase === 'warm-up') {
      // The measured burst begins alone: what the warm-up sent is awaited first, at most until it times out.
      if (load.kind === 'burst' && this.#recorder.inFlight > 0) {
        this.#source?.stop()
        this.#phaseEndUs = nowUs + 1_000
        return
      }
      const open = load.kind === 'burst' && measureSeconds === 0
      this.#begin('measure', atUs, open ? Number.POSITIVE_INFINITY : atUs + measureSeconds * 1e6)
      this.#source?.fireDue(Math.min(nowUs, this.#phaseEndUs - 0.001))
      return
    }
    this.#usage.stop()
    this.#source?.stop()
    this.#recorder.endPhase(atUs)
    this.#inFlightLast = this.#recorder.inFlight
    this.#phase = 'drain'
    this.#phaseEndUs = atUs + this.#spec.timeoutMs * 1000
  }

  #housekeep(nowUs: number): void {
    this.#housekeepUs = nowUs + housekeepingUs
    this.#dispatcher.checkTimeouts(nowUs)
    this.#recorder.advance(nowUs)
    if (this.#source instanceof Burst && this.#phase === 'measure') {
      this.#phaseEndUs = Math.min(this.#phaseEndUs, this.#source.settledUs)
    }
    const drained = this.#phase === 'drain' && (nowUs >= this.#phaseEndUs || this.#recorder.inFlight === 0)
    if (drained) this.#end(nowUs)
    else this.#recorder.tell(nowUs)
  }

  #end(nowUs: number): void {
    const finish = this.#finish
    this.#finish = null
    this.#pacer.stop()
    if (this.#phase !== 'drain') {
      if (this.#phase === 'measure') this.#usage.stop()
      this.#inFlightLast = this.#recorder.inFlight
      this.#recorder.endPhase(nowUs)
    }
    this.#source?.stop()
    this.#dispatcher.close()
    this.#recorder.tell(Number.POSITIVE_INFINITY, true)
    finish?.()
  }

  #summarise(): ThreadSummary {
    this.#pauses.stop()
    this.#dispatcher.close()
    if (this.#recorder.inFlight !== 0) {
      throw new TailraceError(
        'internal',
        `${this.#recorder.inFlight} requests were lost by the generator's books.`,
      )
    }
    return summariseThread({
      measured: this.#measured,
      warmUpStartUs: this.#warmUpStartUs,
      recorder: this.#recorder,
      workers: this.#workers,
      usage: this.#usage,
      pauses: this.#pauses,
      connectionsOpened: this.#dispatcher.connectionsOpened,
      inFlightLast: this.#measured === null ? 0 : this.#inFlightLast,
      cancelled: this.#cancel.signal.aborted,
      toMachineNs,
    })
  }
}
