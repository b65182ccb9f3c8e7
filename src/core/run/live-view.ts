// Turns a trial's windows into the points of the live chart: trailing 5 s for p50 and p99, the phase so far for
// p99.9 (DESIGN §6). Knows histograms and windows, not where they come from.
import type { Phase, Window } from '../../model/generator.ts'
import type { LivePoint } from '../../model/live.ts'
import type { PlannedTrial } from '../../model/plan.ts'
import { Histogram } from '../histogram/histogram.ts'

const trailingWindows = 20
/** fewer than ten samples beyond a percentile say nothing about it (METHOD §1) */
const minimumBeyond = 10

export interface LiveView {
  /** The new point, or null where the window only completes an older one. */
  add(window: Window): LivePoint | null
  noteLag(lagMaxUs: number): void
}

interface PhaseState {
  readonly windows: Map<number, Window>
  readonly total: Histogram
  /** failed and abandoned by window index: timeouts settle long after their window left the trailing span */
  readonly errors: Map<number, number>
  newest: number
}

/** @param plannedWarmUpSeconds shifts warm-up points left of zero */
export function createLiveView(
  trial: PlannedTrial,
  plannedWarmUpSeconds: number,
  openLoop: boolean,
): LiveView {
  const phases: Record<Phase, PhaseState> = {
    'warm-up': { windows: new Map(), total: new Histogram(), errors: new Map(), newest: -1 },
    measure: { windows: new Map(), total: new Histogram(), errors: new Map(), newest: -1 },
  }
  let lagMaxUs: number | null = null

  return {
    noteLag: (value) => {
      lagMaxUs = Math.max(value, lagMaxUs ?? 0)
    },
    add: (window) => {
      const phase = phases[window.phase]
      phase.errors.set(window.index, window.counts.failed + window.counts.abandoned)
      if (window.index > phase.newest - trailingWindows) phase.windows.set(window.index, window)
      if (window.index <= phase.newest) return null
      phase.newest = window.index
      const settled = phase.windows.get(window.index - trailingWindows)
      if (settled !== undefined) {
        phase.total.addData(settled.responseUs)
        phase.windows.delete(settled.index)
      }
      const point = makePoint(trial, phase, window, plannedWarmUpSeconds, openLoop, lagMaxUs)
      lagMaxUs = null
      return point
    },
  }
}

function makePoint(
  trial: PlannedTrial,
  phase: PhaseState,
  window: Window,
  plannedWarmUpSeconds: number,
  openLoop: boolean,
  lagMaxUs: number | null,
): LivePoint {
  const trailing = new Histogram()
  const lateness = new Histogram()
  let scheduled = 0
  let completed = 0
  let spanMs = 0
  for (const each of phase.windows.values()) {
    trailing.addData(each.responseUs)
    lateness.addData(each.latenessUs)
    scheduled += each.counts.scheduled
    completed += each.completed
    spanMs += each.durationMs
  }
  const soFar = new Histogram()
  soFar.add(phase.total)
  soFar.add(trailing)
  const seconds = spanMs / 1000
  const endSeconds = (window.startMs + window.durationMs) / 1000
  return {
    trialIndex: trial.index,
    contenderId: trial.contenderId,
    phase: window.phase,
    atSeconds: window.phase === 'measure' ? endSeconds : endSeconds - plannedWarmUpSeconds,
    p50Us: percentileOrNull(trailing, 50),
    p99Us: percentileOrNull(trailing, 99),
    p999Us: percentileOrNull(soFar, 99.9),
    intendedRate: openLoop && seconds > 0 ? scheduled / seconds : null,
    achievedRate: seconds > 0 ? completed / seconds : 0,
    errors: [...phase.errors.values()].reduce((sum, count) => sum + count, 0),
    inFlight: window.inFlight,
    latenessP99Us: percentileOrNull(lateness, 99),
    lagMaxUs,
  }
}

function percentileOrNull(histogram: Histogram, percentile: number): number | null {
  const beyond = histogram.total * (1 - percentile / 100)
  return beyond < minimumBeyond ? null : histogram.valueAtPercentile(percentile)
}
