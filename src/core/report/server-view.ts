// The measured phase as the server's own telemetry tells it. Knows telemetry lines and one span of monotonic time.
import type { ServerView } from '../../model/result.ts'
import type { StoredTrial } from '../../model/stored-run.ts'
import type { Telemetry } from '../../model/telemetry.ts'
import { median } from '../stats/median.ts'

/** Null where the runtime told nothing in the measured phase, or the trial has no summary to say when that was. */
export function serverViewOf(trial: StoredTrial): ServerView | null {
  const { summary } = trial
  if (summary === null) return null
  const fromNs = summary.measureStartNs
  const toNs = fromNs + summary.measuredSeconds * 1e9
  // A line tells of the second before it, so one may come a second late.
  const lines = trial.telemetry.filter((line) => line.monotonicNs > fromNs && line.monotonicNs <= toNs + 1e9)
  return lines.length === 0 ? null : viewOf(lines)
}

/** Several trials of one contender: counts of the largest, lag and memory of the worst, CPU of all per request of all. */
export function mergeServerViews(views: readonly (ServerView | null)[]): ServerView | null {
  const told = views.filter((view) => view !== null)
  if (told.length === 0) return null
  const lags = told.map((view) => view.lagUs).filter((lag) => lag !== null)
  const gil = told.map((view) => view.gilEnabled).filter((enabled) => enabled !== null)
  return {
    workers: Math.max(...told.map((view) => view.workers)),
    cpuUsPerRequest: medianOrNull(told.map((view) => view.cpuUsPerRequest)),
    rssBytesMax: maxOrNull(told.map((view) => view.rssBytesMax)),
    lagUs: worstLag(lags),
    gcPauseUs: medianOrNull(told.map((view) => view.gcPauseUs)),
    gilEnabled: gil.length === 0 ? null : gil.includes(true),
    loopClass: distinct(told.map((view) => view.loopClass).filter((name) => name !== null)),
  }
}

function viewOf(lines: readonly Telemetry[]): ServerView {
  const gil = lines.map((line) => line.gilEnabled).filter((enabled) => enabled !== null)
  // CPU time and memory are the process's: threads of one process all report the same.
  const processes = [...groupBy(lines, (line) => String(line.pid)).values()]
  const workers = groupBy(lines, (line) => line.worker)
  const served = total([...workers.values()], (own) => grown(own, (line) => line.requests))
  const cpuUs = total(processes, (own) => grown(own, (line) => line.cpuUs))
  const pauses = new Map(
    lines.flatMap((line) =>
      line.gc.map((pause) => [`${line.pid}:${pause.startNs}`, pause.durationUs] as const),
    ),
  )
  return {
    workers: workers.size,
    cpuUsPerRequest: served > 0 ? cpuUs / served : null,
    rssBytesMax: total(processes, (own) => Math.max(...own.map((line) => line.rssBytes))),
    lagUs: worstLag(lines.map((line) => line.lagUs)),
    gcPauseUs: total([...pauses.values()], (durationUs) => durationUs),
    gilEnabled: gil.length === 0 ? null : gil.includes(true),
    loopClass: distinct(lines.map((line) => line.loopClass)),
  }
}

/** Percentiles of seconds cannot be merged: the typical second's p50, the worst second's p99 and maximum. */
function worstLag(lags: readonly { p50: number; p99: number; max: number }[]): ServerView['lagUs'] {
  if (lags.length === 0) return null
  return {
    p50: median(lags.map((lag) => lag.p50)),
    p99: Math.max(...lags.map((lag) => lag.p99)),
    max: Math.max(...lags.map((lag) => lag.max)),
  }
}

/** How much a counter that only rises rose from the first line to the last. */
function grown(lines: readonly Telemetry[], counter: (line: Telemetry) => number): number {
  const values = lines.map(counter)
  return Math.max(...values) - Math.min(...values)
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group === undefined) groups.set(key(item), [item])
    else group.push(item)
  }
  return groups
}

function total<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0)
}

function medianOrNull(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : median(known)
}

function maxOrNull(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : Math.max(...known)
}

function distinct(names: readonly string[]): string | null {
  return names.length === 0 ? null : [...new Set(names)].sort().join(', ')
}
