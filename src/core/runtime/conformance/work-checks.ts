// Does the server really do the work? Checksums against the reference, and times that no honest server can beat.
import type { WaitDistribution, WorkloadKind } from '../../../model/workload.ts'
import { workPath } from '../work-path.ts'
import { blockingAnswer, jsonWorkAnswer, parseReply, sumAnswer, waitAnswer } from './answers.ts'
import { type Check, type CheckContext, firstProblem } from './check.ts'
import { jsonAnswer, sumBelow, waitAfterMs } from './reference-work.ts'

/** Timers count whole milliseconds in some languages, so one may be rounded away, and one more at the edge. */
const timerToleranceMs = 2
/** Ten million additions below this would be ten per nanosecond. */
const leastMsForTenMillion = 1
const hello = 'hello, world'

export const workChecks: Record<WorkloadKind, readonly Check[]> = {
  hello: [{ id: 'hello', claim: `hello answers the 12 bytes “${hello}”`, problem: checkHello }],
  wait: [
    { id: 'wait-time', claim: 'a wait lasts as long as it should', problem: checkWaitTime },
    {
      id: 'wait-distributions',
      claim: 'waits follow the documented generator and formulas',
      problem: checkDistributions,
    },
  ],
  cpu: [
    { id: 'cpu-count', claim: 'the sum loop gives the exact sum of count numbers', problem: checkCount },
    {
      id: 'cpu-time',
      claim: 'targetMs uses that much CPU time, and the checksum fits the count',
      problem: checkTargetMs,
    },
  ],
  mixed: [{ id: 'mixed', claim: 'mixed waits first and then does the CPU work', problem: checkMixed }],
  json: [
    { id: 'json', claim: 'the JSON document is transformed byte for byte as documented', problem: checkJson },
  ],
  blocking: [{ id: 'blocking', claim: 'blocking stops for the time asked', problem: checkBlocking }],
}

async function checkHello({ client }: CheckContext): Promise<string | null> {
  const reply = await client.get('/work/hello')
  if (reply.status !== 200) return `expected status 200, got ${reply.status}`
  return reply.body === hello ? null : `got ${JSON.stringify(reply.body.slice(0, 60))}`
}

async function checkWaitTime({ client }: CheckContext): Promise<string | null> {
  const ms = 40
  const target = workPath({ kind: 'wait', wait: { distribution: 'fixed', ms } })
  const reply = await client.get(target)
  const parsed = parseReply(waitAnswer, reply, target)
  if ('problem' in parsed) return parsed.problem
  if (parsed.value.checksum !== '40000' || parsed.value.waitUs !== 40_000) {
    return `${target}: expected checksum and waitUs 40000, got ${reply.body}`
  }
  return tooFast(target, reply.elapsedMs, ms - timerToleranceMs)
}

const distributions: readonly WaitDistribution[] = [
  { distribution: 'bimodal', ms: 1, slowMs: 3, slowShare: 0.5 },
  { distribution: 'lognormal', medianMs: 2, p99Ms: 8 },
  { distribution: 'pareto', minimumMs: 1, shape: 3 },
]

async function checkDistributions(context: CheckContext): Promise<string | null> {
  const seen = new Set<string>()
  const rounds = distributions.flatMap((wait) => Array.from({ length: 6 }, () => wait))
  return firstProblem(rounds.map((wait) => () => checkDraw(context, wait, seen)))
}

async function checkDraw(
  { client, ready }: CheckContext,
  wait: WaitDistribution,
  seen: Set<string>,
): Promise<string | null> {
  const target = workPath({ kind: 'wait', wait })
  const reply = await client.get(target)
  const parsed = parseReply(waitAnswer, reply, target)
  if ('problem' in parsed) return parsed.problem
  const seed = ready().find((worker) => worker.worker === reply.worker)?.settings.waitSeed
  if (typeof seed !== 'number') return `worker ${reply.worker} did not name its waitSeed in its ready line`
  const { waitUs, draw, checksum } = parsed.value
  if (seen.has(`${reply.worker} ${draw}`)) return `${target}: draw ${draw} was used twice`
  seen.add(`${reply.worker} ${draw}`)
  const expectedUs = waitAfterMs(wait, seed, draw) * 1000
  // Logarithms may differ in the last digit between languages.
  if (Math.abs(waitUs - expectedUs) > 1 || checksum !== String(waitUs)) {
    return `${target}: expected ${Math.round(expectedUs)} µs at draw ${draw} of seed ${seed}, got ${reply.body}`
  }
  return tooFast(target, reply.elapsedMs, waitUs / 1000 - timerToleranceMs)
}

async function checkCount({ client }: CheckContext): Promise<string | null> {
  const one = (count: number, leastMs: number) => async () => {
    const target = workPath({ kind: 'cpu', count })
    const reply = await client.get(target)
    const parsed = parseReply(sumAnswer, reply, target)
    if ('problem' in parsed) return parsed.problem
    if (parsed.value.checksum !== sumBelow(count) || parsed.value.count !== count) {
      return `${target}: expected checksum ${sumBelow(count)}, got ${reply.body}`
    }
    return tooFast(target, reply.elapsedMs, leastMs)
  }
  return firstProblem([one(1, 0), one(100_003, 0), one(10_000_000, leastMsForTenMillion)])
}

async function checkTargetMs({ client }: CheckContext): Promise<string | null> {
  const targetMs = 60
  const target = workPath({ kind: 'cpu', targetMs })
  const reply = await client.get(target)
  const parsed = parseReply(sumAnswer, reply, target)
  if ('problem' in parsed) return parsed.problem
  const { count, checksum } = parsed.value
  if (checksum !== sumBelow(count)) {
    return `${target}: expected checksum ${sumBelow(count)} for count ${count}, got ${checksum}`
  }
  return tooFast(target, reply.elapsedMs, targetMs)
}

async function checkMixed({ client }: CheckContext): Promise<string | null> {
  const [waitMs, count, targetMs] = [30, 1_000, 30]
  const counted = workPath({ kind: 'mixed', waitMs, count })
  const first = await client.get(counted)
  const sum = parseReply(sumAnswer, first, counted)
  if ('problem' in sum) return sum.problem
  if (sum.value.checksum !== sumBelow(count)) {
    return `${counted}: expected checksum ${sumBelow(count)}, got ${first.body}`
  }
  const timed = workPath({ kind: 'mixed', waitMs, targetMs })
  const second = await client.get(timed)
  const parsed = parseReply(sumAnswer, second, timed)
  if ('problem' in parsed) return parsed.problem
  return (
    tooFast(counted, first.elapsedMs, waitMs - timerToleranceMs) ??
    tooFast(timed, second.elapsedMs, waitMs + targetMs - timerToleranceMs)
  )
}

async function checkJson({ client }: CheckContext): Promise<string | null> {
  const one = (items: number) => async () => {
    const target = workPath({ kind: 'json', items })
    const reply = await client.get(target)
    const parsed = parseReply(jsonWorkAnswer, reply, target)
    if ('problem' in parsed) return parsed.problem
    const expected = JSON.stringify(jsonAnswer(items))
    const { checksum, bytes } = parsed.value
    const got = JSON.stringify({ checksum, items: parsed.value.items, bytes })
    return got === expected ? null : `${target}: expected ${expected}, got ${got}`
  }
  return firstProblem([1, 50, 700].map(one))
}

async function checkBlocking({ client }: CheckContext): Promise<string | null> {
  const ms = 40
  const target = workPath({ kind: 'blocking', ms })
  const reply = await client.get(target)
  const parsed = parseReply(blockingAnswer, reply, target)
  if ('problem' in parsed) return parsed.problem
  if (parsed.value.checksum !== '40000') return `${target}: expected checksum 40000, got ${reply.body}`
  return tooFast(target, reply.elapsedMs, ms - timerToleranceMs)
}

function tooFast(target: string, elapsedMs: number, leastMs: number): string | null {
  if (elapsedMs >= leastMs) return null
  return `${target}: answered after ${elapsedMs.toFixed(1)} ms; the work takes at least ${leastMs} ms`
}
