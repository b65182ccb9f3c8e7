// Does the server tell the truth on stdout: a valid line per worker and second, counters that move, lag that shows?
import { setTimeout as delay } from 'node:timers/promises'
import type { Telemetry } from '../../../model/telemetry.ts'
import { untruth } from '../truth.ts'
import { workPath } from '../work-path.ts'
import { type Check, type CheckContext, firstProblem } from './check.ts'

const pollMs = 50

export const telemetryChecks: readonly Check[] = [
  { id: 'telemetry', claim: 'every worker writes valid telemetry again and again', problem: checkLines },
  { id: 'counters', claim: 'requests and CPU time are counted', problem: checkCounters },
  { id: 'truth', claim: 'every worker is what the manifest claims, also under load', problem: checkProbes },
]

/** Only for runtimes that serve `blocking`. */
export const lagCheck: Check = {
  id: 'lag',
  claim: 'a blocked event loop shows in the telemetry of its worker',
  problem: checkLag,
}

async function checkLines(context: CheckContext): Promise<string | null> {
  const names = context.ready().map((worker) => worker.worker)
  const complete = () => names.every((name) => linesOf(context, name).length >= 2)
  await until(complete, context.patienceMs)
  for (const event of context.events()) {
    if (event.kind === 'malformed') return `a line does not fit the contract: ${event.why}`
  }
  return firstProblem(
    names.map((name) => async () => {
      const lines = linesOf(context, name)
      const [before, after] = lines.slice(-2)
      if (before === undefined || after === undefined) {
        return `worker ${name} wrote ${lines.length} lines within ${context.patienceMs / 1000} s`
      }
      return after.monotonicNs > before.monotonicNs ? null : `the clock of worker ${name} stands still`
    }),
  )
}

/** Sends a known number of requests and waits until the workers' own counts have grown by at least as much. */
async function checkCounters(context: CheckContext): Promise<string | null> {
  const sent = 20
  const before = totals(context)
  for (let i = 0; i < sent; i++) await context.client.get('/healthz')
  const grown = () =>
    totals(context).requests - before.requests >= sent && totals(context).cpuUs > before.cpuUs
  if (await until(grown, context.patienceMs)) return null
  const { requests, cpuUs } = totals(context)
  return `after ${sent} requests the counts grew by ${requests - before.requests} requests and ${cpuUs - before.cpuUs} µs of CPU`
}

async function checkProbes(context: CheckContext): Promise<string | null> {
  const { manifest, knobs } = context
  if (manifest.workloads.includes('cpu')) await loadUntilTold(context)
  for (const worker of context.ready()) {
    const problem = untruth({ manifest, knobs }, worker, linesOf(context, worker.worker).at(-1))
    if (problem !== null) return `worker ${worker.worker}: ${problem}`
  }
  return null
}

/** CPU work on several connections at once, until every worker has written a line in the middle of it. */
async function loadUntilTold(context: CheckContext): Promise<void> {
  const start = context.events().length
  const told = () => {
    const lines = context.events().slice(start).flatMap(telemetryOf)
    return context.ready().every(({ worker }) => lines.some((line) => line.worker === worker))
  }
  const target = workPath({ kind: 'cpu', targetMs: 20 })
  const deadline = performance.now() + context.patienceMs
  while (!told() && performance.now() < deadline) {
    const sent = Array.from({ length: 2 * context.workers }, () =>
      context.client.get(target, { fresh: true }),
    )
    await Promise.all(sent)
  }
}

async function checkLag(context: CheckContext): Promise<string | null> {
  const ms = 400
  const start = context.events().length
  const { worker } = await context.client.get(workPath({ kind: 'blocking', ms }))
  const worst = () => {
    const lines = context.events().slice(start).flatMap(telemetryOf)
    return Math.max(0, ...lines.filter((line) => line.worker === worker).map((line) => line.lagUs.max))
  }
  if (await until(() => worst() >= (ms * 1000) / 2, context.patienceMs)) return null
  return `worker ${worker} was blocked for ${ms} ms; the longest lag it told is ${worst()} µs`
}

function linesOf(context: CheckContext, worker: string): Telemetry[] {
  return context
    .events()
    .flatMap(telemetryOf)
    .filter((line) => line.worker === worker)
}

function telemetryOf(event: ReturnType<CheckContext['events']>[number]): Telemetry[] {
  return event.kind === 'telemetry' ? [event.telemetry] : []
}

/** Over the latest line of every worker; workers that are threads of one process share its CPU time. */
function totals(context: CheckContext): { requests: number; cpuUs: number } {
  const latest = context.ready().flatMap((worker) => linesOf(context, worker.worker).slice(-1))
  const cpu = new Map(latest.map((line) => [line.pid, line.cpuUs]))
  const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0)
  return { requests: sum(latest.map((line) => line.requests)), cpuUs: sum(cpu.values()) }
}

async function until(holds: () => boolean, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs
  while (!holds()) {
    if (performance.now() >= deadline) return false
    await delay(pollMs)
  }
  return true
}
