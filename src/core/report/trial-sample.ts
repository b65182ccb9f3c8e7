// What one stored trial measured, from its summary or, where it was cut off, from its windows. Pure.
import type { Counts, HistogramData, Window } from '../../model/generator.ts'
import type { StoredTrial } from '../../model/stored-run.ts'
import { Histogram } from '../histogram/histogram.ts'
import { poolHistograms } from '../stats/pool.ts'

export interface Sample {
  readonly counts: Counts
  /** answered in the measured span, whenever due */
  readonly completed: number
  readonly warmUpSeconds: number
  readonly measuredSeconds: number
  /** of ok requests */
  readonly response: Histogram
  readonly service: Histogram
  readonly lateness: Histogram
  readonly workers: Readonly<Record<string, number>>
  /** null where the trial did not live to tell */
  readonly generatorCpuUs: number | null
  /** measured phase only */
  readonly windows: readonly Window[]
}

export function sampleOf(trial: StoredTrial): Sample {
  const windows = trial.windows.filter((window) => window.phase === 'measure')
  const completed = sum(windows, (window) => window.completed)
  const { summary } = trial
  if (summary === null) return { ...fromWindows(trial, windows), completed, windows }
  return {
    counts: summary.counts,
    // Without windows, which a run of before has not, answered is answered.
    completed: windows.length > 0 ? completed : summary.counts.ok + summary.counts.failed,
    warmUpSeconds: wholeMicroseconds(summary.warmUpSeconds),
    measuredSeconds: wholeMicroseconds(summary.measuredSeconds),
    response: Histogram.fromData(summary.okResponseUs),
    service: Histogram.fromData(summary.serviceUs),
    lateness: Histogram.fromData(summary.latenessUs),
    workers: summary.workers,
    generatorCpuUs: summary.generatorCpuUs,
    windows,
  }
}

function fromWindows(trial: StoredTrial, windows: readonly Window[]): Omit<Sample, 'completed' | 'windows'> {
  const pick = (histogram: (window: Window) => HistogramData) => poolHistograms(windows.map(histogram))
  const warmUp = trial.windows.filter((window) => window.phase === 'warm-up')
  return {
    counts: addCounts(windows.map((window) => window.counts)),
    warmUpSeconds: sum(warmUp, (window) => window.durationMs) / 1_000,
    measuredSeconds: wholeMicroseconds(sum(windows, (window) => window.durationMs) / 1_000),
    response: pick((window) => window.responseUs),
    service: pick((window) => window.serviceUs),
    lateness: pick((window) => window.latenessUs),
    workers: {},
    generatorCpuUs: null,
  }
}

/** Differences of clock readings carry dust in their last digits, which would make 450/s 449.9999999. */
function wholeMicroseconds(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6
}

/** Several trials of one contender as one sample. */
export function poolSamples(samples: readonly Sample[]): Sample {
  const pick = (histogram: (sample: Sample) => Histogram) =>
    poolHistograms(samples.map((sample) => histogram(sample).toData()))
  const cpu = samples.map((sample) => sample.generatorCpuUs)
  return {
    counts: addCounts(samples.map((sample) => sample.counts)),
    completed: sum(samples, (sample) => sample.completed),
    warmUpSeconds: sum(samples, (sample) => sample.warmUpSeconds),
    measuredSeconds: wholeMicroseconds(sum(samples, (sample) => sample.measuredSeconds)),
    response: pick((sample) => sample.response),
    service: pick((sample) => sample.service),
    lateness: pick((sample) => sample.lateness),
    workers: addRecords(samples.map((sample) => sample.workers)),
    generatorCpuUs: cpu.includes(null) ? null : sum(cpu, (value) => value ?? 0),
    windows: samples.flatMap((sample) => [...sample.windows]),
  }
}

export function addCounts(all: readonly Counts[]): Counts {
  return {
    scheduled: sum(all, (counts) => counts.scheduled),
    sent: sum(all, (counts) => counts.sent),
    ok: sum(all, (counts) => counts.ok),
    failed: sum(all, (counts) => counts.failed),
    abandoned: sum(all, (counts) => counts.abandoned),
    errors: addRecords(all.map((counts) => counts.errors)),
    bytesReceived: sum(all, (counts) => counts.bytesReceived),
  }
}

/** Worker names of different trials are different servers', but the same name is the same place in the server. */
export function addRecords(records: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total: Record<string, number> = {}
  for (const record of records) {
    for (const [key, value] of Object.entries(record)) total[key] = (total[key] ?? 0) + value
  }
  return total
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0)
}
