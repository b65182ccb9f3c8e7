// Histograms, windows, summaries and telemetry for tests: made from lists of times, so that truths are known exactly.
import { Histogram } from '../../src/core/histogram/histogram.ts'
import type { Counts, GeneratorSummary, HistogramData, Window } from '../../src/model/generator.ts'
import type { Identity } from '../../src/model/result.ts'
import type { Telemetry } from '../../src/model/telemetry.ts'

export function makeHistogram(timesUs: Iterable<number>): HistogramData {
  const histogram = new Histogram()
  for (const time of timesUs) histogram.record(time)
  return histogram.toData()
}

/** `ok` answered requests and nothing else. */
export function makeCounts(ok: number, overrides: Partial<Counts> = {}): Counts {
  return {
    scheduled: ok,
    sent: ok,
    ok,
    failed: 0,
    abandoned: 0,
    errors: {},
    bytesReceived: ok * 200,
    ...overrides,
  }
}

/** A measured window whose requests all took `timesUs`. */
export function makeWindow(
  index: number,
  timesUs: readonly number[] = [],
  overrides: Partial<Window> = {},
): Window {
  return {
    phase: 'measure',
    index,
    startMs: index * 250,
    durationMs: 250,
    counts: makeCounts(timesUs.length),
    completed: timesUs.length,
    inFlight: 0,
    responseUs: makeHistogram(timesUs),
    serviceUs: makeHistogram(timesUs),
    latenessUs: makeHistogram(timesUs.map(() => 5)),
    ...overrides,
  }
}

/** The summary that belongs to these measured windows. */
export function makeSummary(
  windows: readonly Window[],
  overrides: Partial<GeneratorSummary> = {},
): GeneratorSummary {
  const pooled = (pick: (window: Window) => HistogramData) => {
    const histogram = new Histogram()
    for (const window of windows) histogram.addData(pick(window))
    return histogram.toData()
  }
  const total = (pick: (counts: Counts) => number) =>
    windows.reduce((sum, window) => sum + pick(window.counts), 0)
  const errors: Record<string, number> = {}
  for (const { counts } of windows) {
    for (const [code, count] of Object.entries(counts.errors)) errors[code] = (errors[code] ?? 0) + count
  }
  const ok = total((counts) => counts.ok)
  return {
    counts: {
      scheduled: total((counts) => counts.scheduled),
      sent: total((counts) => counts.sent),
      ok,
      failed: total((counts) => counts.failed),
      abandoned: total((counts) => counts.abandoned),
      errors,
      bytesReceived: total((counts) => counts.bytesReceived),
    },
    warmUpSeconds: 5,
    warmUpSteady: null,
    measuredSeconds: windows.reduce((sum, window) => sum + window.durationMs, 0) / 1_000,
    measureStartNs: 1_000_000_000_000,
    responseUs: pooled((window) => window.responseUs),
    okResponseUs: pooled((window) => window.responseUs),
    serviceUs: pooled((window) => window.serviceUs),
    latenessUs: pooled((window) => window.latenessUs),
    workers: { a: Math.ceil(ok / 2), b: Math.floor(ok / 2) },
    connectionsOpened: 64,
    generatorCpuUs: ok * 12,
    generatorBusyShare: 0.05,
    generatorRssBytes: 80_000_000,
    pauses: [],
    inFlightFirst: 0,
    inFlightLast: 0,
    cancelled: false,
    ...overrides,
  }
}

export function makeTelemetry(overrides: Partial<Telemetry> = {}): Telemetry {
  return {
    type: 'telemetry',
    version: 1,
    worker: 'a',
    pid: 100,
    threadId: null,
    monotonicNs: 1_001_000_000_000,
    loopClass: 'libuv',
    lagUs: { p50: 50, p99: 900, max: 1_500 },
    loopUtilisation: 0.2,
    gc: [],
    rssBytes: 60_000_000,
    pssBytes: null,
    cpuUs: 100_000,
    poolQueue: 0,
    openConnections: 32,
    requests: 0,
    gilEnabled: null,
    ...overrides,
  }
}

export function makeIdentity(overrides: Partial<Identity> = {}): Identity {
  return {
    runtime: 'node',
    backend: 'process',
    versions: { node: '24.0.0' },
    build: {},
    settings: { httpParser: 'llhttp' },
    imageDigest: null,
    ...overrides,
  }
}
