// From a request target to an answer. Knows the workloads, not the socket.
import type { Offload } from './offload.ts'
import { BadParameter, Parameters } from './parameters.ts'
import { drawWaitMs, longestWaitMs, type Uniform, type Wait } from './waits.ts'
import type { Outcome, Task } from './work.ts'

export interface Answer {
  readonly status: number
  readonly type: 'application/json' | 'text/plain'
  readonly body: string
}

export interface RouteContext {
  readonly offload: Offload
  readonly uniform: Uniform
  readonly health: () => object
}

const hello: Answer = { status: 200, type: 'text/plain', body: 'hello, world' }
const blocker = new Int32Array(new SharedArrayBuffer(4))

/** A plain answer where nothing has to be waited for: a promise would cost what the floor is meant to measure. */
export function answer(method: string, target: string, context: RouteContext): Answer | Promise<Answer> {
  const mark = target.indexOf('?')
  const path = mark === -1 ? target : target.slice(0, mark)
  const query = mark === -1 ? '' : target.slice(mark + 1)
  try {
    if (method !== 'GET') return problem(405, 'method-not-allowed', `${method}: only GET is served`)
    if (path === '/work/hello') return hello
    if (path === '/healthz') return json(context.health())
    if (!path.startsWith('/work/')) return notFound(path)
    return work(path, new Parameters(query), context)
  } catch (error) {
    if (error instanceof BadParameter) return problem(400, 'bad-parameter', error.message)
    throw error
  }
}

function work(path: string, parameters: Parameters, context: RouteContext): Answer | Promise<Answer> {
  switch (path) {
    case '/work/wait':
      return waitOnly(readWait(parameters), context.uniform)
    case '/work/cpu':
      return run(readCpu(parameters), context)
    case '/work/mixed':
      return mixed(parameters, context)
    case '/work/json':
      return run(readJson(parameters), context)
    case '/work/blocking':
      return block(parameters)
    default:
      return notFound(path)
  }
}

async function waitOnly(wait: Wait, uniform: Uniform): Promise<Answer> {
  const draw = uniform.drawn
  const ms = drawWaitMs(wait, uniform)
  const waitUs = Math.round(ms * 1000)
  await sleep(ms)
  return json({ checksum: String(waitUs), waitUs, draw })
}

function mixed(parameters: Parameters, context: RouteContext): Promise<Answer> {
  const waitMs = parameters.number('waitMs', 0, longestWaitMs)
  const task = readCpu(parameters)
  return sleep(waitMs).then(() => run(task, context))
}

/** The blunder on purpose: the loop stands still for `ms`. */
function block(parameters: Parameters): Answer {
  const ms = parameters.number('ms', 0, longestWaitMs)
  parameters.end()
  Atomics.wait(blocker, 0, 0, ms)
  return json({ checksum: String(Math.round(ms * 1000)) })
}

function run(task: Task, context: RouteContext): Answer | Promise<Answer> {
  const outcome = context.offload.run(task)
  return outcome instanceof Promise ? outcome.then(json) : json(outcome)
}

function readCpu(parameters: Parameters): Task {
  if (parameters.has('count') === parameters.has('targetMs')) {
    throw new BadParameter('give exactly one of count and targetMs')
  }
  const task: Task = parameters.has('count')
    ? { kind: 'count', count: parameters.integer('count', 1, 100_000_000) }
    : { kind: 'targetMs', targetMs: parameters.number('targetMs', 0.1, 10_000) }
  parameters.end()
  return task
}

function readJson(parameters: Parameters): Task {
  const items = parameters.integer('items', 1, 100_000)
  parameters.end()
  return { kind: 'json', items }
}

function readWait(parameters: Parameters): Wait {
  const wait = readDistribution(parameters)
  parameters.end()
  return wait
}

function readDistribution(parameters: Parameters): Wait {
  const distribution = parameters.text('distribution')
  const ms = (name: string) => parameters.number(name, 0, longestWaitMs)
  switch (distribution) {
    case 'fixed':
      return { distribution, ms: ms('ms') }
    case 'bimodal':
      return {
        distribution,
        ms: ms('ms'),
        slowMs: ms('slowMs'),
        slowShare: parameters.number('slowShare', 0, 1),
      }
    case 'lognormal': {
      const wait: Wait = { distribution, medianMs: ms('medianMs'), p99Ms: ms('p99Ms') }
      if (wait.medianMs > 0 && wait.p99Ms >= wait.medianMs) return wait
      throw new BadParameter('p99Ms: expected at least medianMs, and medianMs above 0')
    }
    case 'pareto':
      return { distribution, minimumMs: ms('minimumMs'), shape: parameters.number('shape', 1.05, 10) }
    default:
      throw new BadParameter(
        `distribution: expected fixed, bimodal, lognormal or pareto, got ${distribution}`,
      )
  }
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const json = (value: Outcome | object): Answer => {
  return { status: 200, type: 'application/json', body: JSON.stringify(value) }
}
const notFound = (path: string): Answer => problem(404, 'not-found', `${path}: nothing here`)

function problem(status: number, code: string, message: string): Answer {
  return { status, type: 'application/json', body: JSON.stringify({ code, message }) }
}
