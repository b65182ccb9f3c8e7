// One window while its requests are still being settled. Knows nothing of when it is told.
import type { Counts, Phase, RequestError, Window } from '../../model/generator.ts'
import { SlotLog } from './slot-log.ts'

export class OpenWindow {
  phase: Phase = 'warm-up'
  index = 0
  startUs = 0
  endUs = 0
  scheduled = 0
  sent = 0
  ok = 0
  failed = 0
  abandoned = 0
  bytesReceived = 0
  completed = 0
  inFlight = 0
  readonly errors = new Map<RequestError, number>()
  readonly response = new SlotLog()
  readonly service = new SlotLog()
  readonly lateness = new SlotLog()
  /** how many requests were settled or sent when it was last told; -1: never told */
  toldAt = -1
  /** tell it again at this span of the phase */
  tellAtSpan = 0

  open(phase: Phase, index: number, startUs: number, endUs: number): void {
    this.phase = phase
    this.index = index
    this.startUs = startUs
    this.endUs = endUs
    this.scheduled = 0
    this.sent = 0
    this.ok = 0
    this.failed = 0
    this.abandoned = 0
    this.bytesReceived = 0
    this.completed = 0
    this.inFlight = 0
    this.errors.clear()
    this.response.clear()
    this.service.clear()
    this.lateness.clear()
    this.toldAt = -1
    this.tellAtSpan = 0
  }

  get settled(): number {
    return this.ok + this.failed + this.abandoned
  }

  /** Grows whenever anything in it changes. */
  get version(): number {
    return this.scheduled + this.sent + this.settled
  }

  countError(error: RequestError): void {
    this.errors.set(error, (this.errors.get(error) ?? 0) + 1)
  }

  counts(): Counts {
    return {
      scheduled: this.scheduled,
      sent: this.sent,
      ok: this.ok,
      failed: this.failed,
      abandoned: this.abandoned,
      errors: Object.fromEntries(this.errors),
      bytesReceived: this.bytesReceived,
    }
  }

  /** `phaseStartUs`: what the offsets count from. */
  toWindow(phaseStartUs: number): Window {
    return {
      phase: this.phase,
      index: this.index,
      startMs: (this.startUs - phaseStartUs) / 1000,
      durationMs: (this.endUs - this.startUs) / 1000,
      counts: this.counts(),
      completed: this.completed,
      inFlight: this.inFlight,
      responseUs: this.response.toData(),
      serviceUs: this.service.toData(),
      latenessUs: this.lateness.toData(),
    }
  }
}
