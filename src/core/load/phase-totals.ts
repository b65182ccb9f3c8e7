// What a phase adds up to: counts, histograms and workers. Filled from closed windows, so nothing is counted twice.
import type { Counts } from '../../model/generator.ts'
import { Histogram } from '../histogram/histogram.ts'
import type { OpenWindow } from './open-window.ts'

export function emptyCounts(): Counts {
  return { scheduled: 0, sent: 0, ok: 0, failed: 0, abandoned: 0, errors: {}, bytesReceived: 0 }
}

export function addCounts(into: Counts, other: Counts): void {
  into.scheduled += other.scheduled
  into.sent += other.sent
  into.ok += other.ok
  into.failed += other.failed
  into.abandoned += other.abandoned
  into.bytesReceived += other.bytesReceived
  for (const [error, count] of Object.entries(other.errors)) {
    into.errors[error] = (into.errors[error] ?? 0) + count
  }
}

export class PhaseTotals {
  readonly counts = emptyCounts()
  readonly okResponse = new Histogram()
  /** failures at their elapsed time */
  readonly failedResponse = new Histogram()
  readonly service = new Histogram()
  readonly lateness = new Histogram()

  take(window: OpenWindow): void {
    addCounts(this.counts, window.counts())
    window.response.addTo(this.okResponse)
    window.service.addTo(this.service)
    window.lateness.addTo(this.lateness)
  }
}
