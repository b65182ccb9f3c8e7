// One line per second on stdout: what the event loop, the collector and the process did. Must cost next to nothing.
import { readFile } from 'node:fs/promises'
import { constants, type EventLoopUtilization, PerformanceObserver, performance } from 'node:perf_hooks'
import { loopClass, threadId } from './identity.ts'
import { watchLag } from './lag.ts'

export interface Vitals {
  readonly worker: string
  readonly poolQueue: () => number
  readonly openConnections: () => number
  readonly requests: () => number
}

const periodMs = 1_000
const mostPauses = 200
/** reading it walks the page tables, so not every second */
const pssEveryLines = 5

const gcKinds: Record<number, string> = {
  [constants.NODE_PERFORMANCE_GC_MAJOR]: 'major',
  [constants.NODE_PERFORMANCE_GC_MINOR]: 'minor',
  [constants.NODE_PERFORMANCE_GC_INCREMENTAL]: 'incremental',
  [constants.NODE_PERFORMANCE_GC_WEAKCB]: 'weak-callbacks',
}

interface Pause {
  kind: string
  startNs: number
  durationUs: number
}

/** Writes one line of the contract to stdout. */
export function writeLine(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

/** Starts the lines; they end with the process. */
export function startTelemetry(vitals: Vitals): void {
  const takePauses = watchCollector()
  const takeLag = watchLag()
  let utilisation: EventLoopUtilization = performance.eventLoopUtilization()
  let pssBytes: number | null = null
  let lines = 0

  setInterval(() => {
    if (lines % pssEveryLines === 0) {
      void readPss().then((bytes) => {
        pssBytes = bytes
      })
    }
    lines += 1
    const now = performance.eventLoopUtilization()
    const used = process.cpuUsage()
    writeLine({
      type: 'telemetry',
      version: 1,
      worker: vitals.worker,
      pid: process.pid,
      threadId,
      monotonicNs: Number(process.hrtime.bigint()),
      loopClass,
      lagUs: takeLag(),
      loopUtilisation: round(performance.eventLoopUtilization(now, utilisation).utilization, 1e4),
      gc: takePauses(),
      rssBytes: process.memoryUsage.rss(),
      pssBytes,
      cpuUs: used.user + used.system,
      poolQueue: vitals.poolQueue(),
      openConnections: vitals.openConnections(),
      requests: vitals.requests(),
      gilEnabled: null,
    })
    utilisation = now
  }, periodMs)
}

function watchCollector(): () => Pause[] {
  // performance.now() counts from the start of the process: shift it to the machine's monotonic clock once.
  const originNs = Number(process.hrtime.bigint()) - performance.now() * 1e6
  let pauses: Pause[] = []
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      pauses.push({
        kind: gcKinds[gcKindOf(entry)] ?? 'other',
        startNs: Math.round(originNs + entry.startTime * 1e6),
        durationUs: round(entry.duration * 1e3, 10),
      })
    }
  })
  observer.observe({ entryTypes: ['gc'] })
  return () => {
    const taken = pauses
    pauses = []
    if (taken.length <= mostPauses) return taken
    return taken.sort((a, b) => b.durationUs - a.durationUs).slice(0, mostPauses)
  }
}

function gcKindOf(entry: PerformanceEntry): number {
  const detail: unknown = Reflect.get(entry, 'detail')
  if (typeof detail !== 'object' || detail === null || !('kind' in detail)) return 0
  return Number(detail.kind)
}

/** Proportional set size: memory with each shared page split among its users. Linux only. */
async function readPss(): Promise<number | null> {
  try {
    const text = await readFile('/proc/self/smaps_rollup', 'utf8')
    const found = /^Pss:\s+(\d+) kB/m.exec(text)
    return found === null ? null : Number(found[1]) * 1024
  } catch {
    return null
  }
}

function round(value: number, factor: number): number {
  return Math.round(value * factor) / factor
}
