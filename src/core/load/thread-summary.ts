// What one thread measured, and the sum over threads that the generator hands back. Pure but for the usage meter.
import type { Counts, GeneratorSummary, HistogramData } from '../../model/generator.ts'
import { Histogram } from '../histogram/histogram.ts'
import type { Pacer } from './pacing.ts'
import type { PauseLog } from './pauses.ts'
import { addCounts, emptyCounts, PhaseTotals } from './phase-totals.ts'
import type { Recorder, RecorderPhase } from './recorder.ts'
import type { WorkerNames } from './worker-names.ts'

/** Plain data: it crosses from a worker thread. */
export interface ThreadSummary {
  readonly counts: Counts
  readonly warmUpSeconds: number
  readonly measuredSeconds: number
  readonly measureStartNs: number
  readonly okResponseUs: HistogramData
  readonly failedResponseUs: HistogramData
  readonly serviceUs: HistogramData
  readonly latenessUs: HistogramData
  readonly workers: Record<string, number>
  readonly connectionsOpened: number
  readonly busyShare: number
  /** of the whole process, all threads, over the measured phase */
  readonly processCpuUs: number
  readonly rssBytes: number
  readonly pauses: GeneratorSummary['pauses']
  readonly inFlightFirst: number
  readonly inFlightLast: number
  readonly cancelled: boolean
}

/** CPU this thread used while measuring, with the time spent polling left out where it polls. */
export class UsageMeter {
  busyShare = 0
  processCpuUs = 0
  readonly #pacer: Pacer
  #startMs = 0
  #startCpuUs = 0
  #startProcessUs = 0
  #startBusyUs = 0
  #running = false

  constructor(pacer: Pacer) {
    this.#pacer = pacer
  }

  start(): void {
    this.#running = true
    this.#startMs = performance.now()
    this.#startCpuUs = threadCpuUs()
    this.#startProcessUs = processCpuUs()
    this.#startBusyUs = this.#pacer.busyUs
  }

  stop(): void {
    if (!this.#running) return
    this.#running = false
    this.processCpuUs = processCpuUs() - this.#startProcessUs
    const elapsedUs = Math.max(1, (performance.now() - this.#startMs) * 1000)
    const busyUs = this.#pacer.polls
      ? this.#pacer.busyUs - this.#startBusyUs
      : threadCpuUs() - this.#startCpuUs
    this.busyShare = Math.min(1, busyUs / elapsedUs)
  }
}

function threadCpuUs(): number {
  const usage = process.threadCpuUsage()
  return usage.user + usage.system
}

function processCpuUs(): number {
  const usage = process.cpuUsage()
  return usage.user + usage.system
}

export interface ThreadFacts {
  readonly measured: RecorderPhase | null
  readonly warmUpStartUs: number
  readonly recorder: Recorder
  readonly workers: WorkerNames
  readonly usage: UsageMeter
  readonly pauses: PauseLog
  readonly connectionsOpened: number
  readonly inFlightLast: number
  readonly cancelled: boolean
  readonly toMachineNs: (ownUs: number) => number
}

export function summariseThread(facts: ThreadFacts): ThreadSummary {
  const { measured } = facts
  const startUs = measured?.startUs ?? facts.warmUpStartUs
  const endUs = measured?.endUs ?? startUs
  const totals = measured?.totals ?? new PhaseTotals()
  const named = facts.workers.names.map((name, index): [string, number] => {
    return [name, facts.recorder.workers[index] ?? 0]
  })
  return {
    counts: totals.counts,
    warmUpSeconds: (startUs - facts.warmUpStartUs) / 1e6,
    measuredSeconds: (endUs - startUs) / 1e6,
    measureStartNs: facts.toMachineNs(startUs),
    okResponseUs: totals.okResponse.toData(),
    failedResponseUs: totals.failedResponse.toData(),
    serviceUs: totals.service.toData(),
    latenessUs: totals.lateness.toData(),
    workers: Object.fromEntries(measured === null ? [] : named),
    connectionsOpened: facts.connectionsOpened,
    busyShare: facts.usage.busyShare,
    processCpuUs: facts.usage.processCpuUs,
    rssBytes: process.memoryUsage.rss(),
    pauses: facts.pauses.between(startUs, endUs).map((pause) => ({
      kind: pause.kind,
      startMs: (pause.startUs - startUs) / 1000,
      durationUs: Math.round(pause.durationUs),
    })),
    inFlightFirst: measured?.inFlightFirst ?? 0,
    inFlightLast: facts.inFlightLast,
    cancelled: facts.cancelled,
  }
}

/** Adds the threads up; counts and histograms exactly, the busy share as that of the busiest. */
export function mergeSummaries(
  threads: readonly ThreadSummary[],
  warmUpSteady: boolean | null,
): GeneratorSummary {
  const counts = emptyCounts()
  const workers: Record<string, number> = {}
  const merged = {
    ok: new Histogram(),
    failed: new Histogram(),
    service: new Histogram(),
    lateness: new Histogram(),
  }
  for (const thread of threads) {
    addCounts(counts, thread.counts)
    for (const [name, count] of Object.entries(thread.workers)) workers[name] = (workers[name] ?? 0) + count
    merged.ok.addData(thread.okResponseUs)
    merged.failed.addData(thread.failedResponseUs)
    merged.service.addData(thread.serviceUs)
    merged.lateness.addData(thread.latenessUs)
  }
  const okResponseUs = merged.ok.toData()
  merged.ok.add(merged.failed)
  const sum = (value: (thread: ThreadSummary) => number) => threads.reduce((all, one) => all + value(one), 0)
  const largest = (value: (thread: ThreadSummary) => number) => Math.max(0, ...threads.map(value))
  return {
    counts,
    warmUpSeconds: largest((thread) => thread.warmUpSeconds),
    warmUpSteady,
    measuredSeconds: largest((thread) => thread.measuredSeconds),
    measureStartNs: threads[0]?.measureStartNs ?? 0,
    responseUs: merged.ok.toData(),
    okResponseUs,
    serviceUs: merged.service.toData(),
    latenessUs: merged.lateness.toData(),
    workers,
    connectionsOpened: sum((thread) => thread.connectionsOpened),
    generatorCpuUs: largest((thread) => thread.processCpuUs),
    generatorBusyShare: largest((thread) => thread.busyShare),
    generatorRssBytes: largest((thread) => thread.rssBytes),
    pauses: threads.flatMap((thread) => thread.pauses).sort((a, b) => a.startMs - b.startMs),
    inFlightFirst: sum((thread) => thread.inFlightFirst),
    inFlightLast: sum((thread) => thread.inFlightLast),
    cancelled: threads.some((thread) => thread.cancelled),
  }
}
