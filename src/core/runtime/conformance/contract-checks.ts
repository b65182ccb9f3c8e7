// Does the server keep the HTTP side of the contract: health, names of workers, keep-alive, refusals?
import { healthSchema } from '../../../model/telemetry.ts'
import type { WorkloadKind } from '../../../model/workload.ts'
import { parseReply, problemAnswer } from './answers.ts'
import { type Check, type CheckContext, firstProblem } from './check.ts'

const unknownTarget = '/work/no-such-workload'

export const contractChecks: readonly Check[] = [
  { id: 'ready', claim: 'every worker says once that it is ready', problem: checkReady },
  { id: 'health', claim: '/healthz names the runtime, its versions and its settings', problem: checkHealth },
  { id: 'worker-header', claim: 'every answer names its worker in x-worker', problem: checkWorkerHeader },
  { id: 'all-workers', claim: 'every worker takes part in serving', problem: checkAllWorkers },
  { id: 'keep-alive', claim: 'connections are kept open', problem: checkKeepAlive },
  { id: 'no-delay', claim: 'answers are not held back (TCP_NODELAY)', problem: checkNoDelay },
  {
    id: 'bad-parameters',
    claim: 'bad parameters get 400 with code and message',
    problem: checkBadParameters,
  },
  { id: 'unknown-path', claim: 'an unknown path gets 404 with code and message', problem: checkUnknownPath },
  { id: 'other-methods', claim: 'methods other than GET get 405', problem: checkOtherMethods },
]

async function checkReady({ ready, workers }: CheckContext): Promise<string | null> {
  const names = ready().map((worker) => worker.worker)
  const list = names.join(', ') || 'none'
  if (names.length !== workers) return `expected ${workers} ready lines, got ${names.length} (${list})`
  if (new Set(names).size !== names.length) return `expected different worker names, got ${list}`
  const other = ready().find((worker) => worker.workers !== workers)
  return other === undefined
    ? null
    : `worker ${other.worker} says there are ${other.workers} workers, not ${workers}`
}

async function checkHealth({ client, manifest, ready }: CheckContext): Promise<string | null> {
  const reply = await client.get('/healthz')
  const parsed = parseReply(healthSchema, reply, '/healthz')
  if ('problem' in parsed) return parsed.problem
  const health = parsed.value
  if (health.runtime !== manifest.id) return `expected the runtime ${manifest.id}, got ${health.runtime}`
  if (Object.keys(health.versions).length === 0) return 'expected at least one version'
  const said = ready().find((worker) => worker.worker === health.worker)
  if (said === undefined) return `worker ${health.worker} has written no ready line`
  return said.pid === health.pid
    ? null
    : `process ${health.pid} serves as worker ${said.worker} of process ${said.pid}`
}

async function checkWorkerHeader({ client, ready, manifest }: CheckContext): Promise<string | null> {
  const known = ready().map((worker) => worker.worker)
  const targets = ['/healthz', unknownTarget, '/work/cpu?count=no']
  if (manifest.workloads.includes('hello')) targets.push('/work/hello')
  return firstProblem(
    targets.map((target) => async () => {
      const { worker } = await client.get(target)
      if (worker === null) return `${target}: no x-worker header`
      return known.includes(worker) ? null : `${target}: x-worker is ${worker}, ready are ${known.join(', ')}`
    }),
  )
}

async function checkAllWorkers({ client, workers }: CheckContext): Promise<string | null> {
  const seen = new Set<string>()
  // The kernel may choose by a hash, so many connections are tried before a worker counts as idle.
  for (let attempt = 0; attempt < 60 * workers && seen.size < workers; attempt++) {
    const { worker } = await client.get('/healthz', { fresh: true })
    if (worker !== null) seen.add(worker)
  }
  return seen.size === workers
    ? null
    : `of ${workers} workers only ${[...seen].join(', ') || 'none'} answered`
}

async function checkKeepAlive({ client }: CheckContext): Promise<string | null> {
  const ports = new Set<number | undefined>()
  for (let i = 0; i < 10; i++) ports.add((await client.get('/healthz')).localPort)
  return ports.size === 1 ? null : `10 requests took ${ports.size} connections`
}

/**
 * Nagle's algorithm (RFC 896) holds the second write of an answer until the first is acknowledged, and Linux delays
 * that by 40 ms once a connection has warmed up. The median, since a busy machine delays some.
 */
async function checkNoDelay({ client }: CheckContext): Promise<string | null> {
  const elapsedMs: number[] = []
  for (let i = 0; i < 40; i++) elapsedMs.push((await client.get('/healthz')).elapsedMs)
  const median = elapsedMs.slice(15).sort((a, b) => a - b)[12] ?? 0
  return median < 30 ? null : `the median answer took ${median.toFixed(0)} ms; 40 ms marks a delayed ACK`
}

const badQueries: Record<WorkloadKind, readonly string[]> = {
  // The floor of the path: it reads no query.
  hello: [],
  wait: [
    '',
    'distribution=triangular&ms=5',
    'distribution=fixed',
    'distribution=fixed&ms=-1',
    'distribution=fixed&ms=soon',
    'distribution=fixed&ms=60001',
    'distribution=fixed&ms=5&shape=2',
    'distribution=bimodal&ms=1&slowMs=2&slowShare=1.5',
    'distribution=lognormal&medianMs=5&p99Ms=4',
    'distribution=pareto&minimumMs=1&shape=1',
  ],
  cpu: ['', 'count=0', 'count=1.5', 'count=many', 'count=100000001', 'targetMs=0', 'count=5&targetMs=5'],
  mixed: ['count=5', 'waitMs=5', 'waitMs=-1&count=5', 'waitMs=5&count=5&surplus=1'],
  json: ['', 'items=0', 'items=2.5', 'items=100001'],
  blocking: ['', 'ms=-1', 'ms=60001'],
}

async function checkBadParameters({ client, manifest }: CheckContext): Promise<string | null> {
  const targets = manifest.workloads.flatMap((kind) =>
    badQueries[kind].map((query) => (query === '' ? `/work/${kind}` : `/work/${kind}?${query}`)),
  )
  return firstProblem(
    targets.map((target) => async () => {
      const parsed = parseReply(problemAnswer, await client.get(target), target, 400)
      return 'problem' in parsed ? parsed.problem : null
    }),
  )
}

async function checkUnknownPath({ client }: CheckContext): Promise<string | null> {
  return firstProblem(
    ['/', '/healthz/deeper', unknownTarget].map((target) => async () => {
      const parsed = parseReply(problemAnswer, await client.get(target), target, 404)
      return 'problem' in parsed ? parsed.problem : null
    }),
  )
}

async function checkOtherMethods({ client }: CheckContext): Promise<string | null> {
  const reply = await client.get('/healthz', { method: 'POST' })
  return reply.status === 405 ? null : `POST /healthz: expected status 405, got ${reply.status}`
}
