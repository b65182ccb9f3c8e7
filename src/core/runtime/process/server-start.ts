// From a spawned server to a ready one: all workers reported and /healthz answers, or a coded error and no process.
import { setTimeout as delay } from 'node:timers/promises'
import { TailraceError } from '../../../model/errors.ts'
import type { Manifest } from '../../../model/manifest.ts'
import type { Identity } from '../../../model/result.ts'
import { healthSchema } from '../../../model/telemetry.ts'
import type { Reaper, RunningServer, StartOptions } from '../backend.ts'
import { freePort } from './free-port.ts'
import { serverEnvironment } from './server-environment.ts'
import { type ServerExit, type ServerProcess, spawnServer } from './server-process.ts'
import { WorkerReports } from './worker-reports.ts'

const host = '127.0.0.1'
const pollMs = 50

/** How the runtime's server is run. */
export interface Launch {
  file: string
  args: readonly string[]
  cwd: string
  pythonPath: string | null
  /** facts about the interpreter that the server itself does not tell */
  build: Identity['build']
}

export interface LaunchContext {
  reaper: Reaper
  /** which port to serve on; a free one where not given */
  pickPort?: (host: string) => Promise<number>
}

/**
 * Throws `server.start-failed` (it died first), `server.not-ready` (deadline), `server.probe-failed` (not what its
 * manifest claims) or `run.cancelled`; then nothing of it is left running.
 */
export async function startServer(
  manifest: Manifest,
  launch: Launch,
  options: StartOptions,
  context: LaunchContext,
): Promise<RunningServer> {
  const port = await (context.pickPort ?? freePort)(host)
  const reports = new WorkerReports(manifest, options)
  const command = {
    ...launch,
    // The memory budget is not enforced here: a limit on address space (RLIMIT_AS) kills V8, which reserves far
    // more than it uses, and there is no other limit a plain process can have. Docker enforces it.
    cpus: options.cpus,
    env: serverEnvironment({ host, port }, options.contender.knobs, options.seed, launch.pythonPath),
  }
  const server = await spawnServer(command, context.reaper, reports)
  try {
    await untilReady(server, reports, `http://${host}:${port}/healthz`, manifest, options)
    reports.check()
    const identity = reports.identity(launch.build)
    let pids = await server.pids()
    return {
      host,
      port,
      identity,
      get pids() {
        return pids
      },
      exited: server.exited,
      probe: async () => {
        pids = await server.pids()
        reports.check()
      },
      stop: () => server.stop(),
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function untilReady(
  server: ServerProcess,
  reports: WorkerReports,
  healthUrl: string,
  manifest: Manifest,
  options: StartOptions,
): Promise<void> {
  let exit: ServerExit | null = null
  const gone = server.exited.then((value) => {
    exit = value
  })
  const deadline = performance.now() + options.readyDeadlineMs
  let health = 'not asked yet'
  for (;;) {
    if (options.signal.aborted)
      throw new TailraceError('run.cancelled', `Cancelled while ${manifest.name} started`)
    if (exit !== null) throw startFailed(manifest, exit)
    if (reports.complete) {
      health = await askHealth(healthUrl, options.signal)
      if (health === 'ready') return
    }
    if (performance.now() >= deadline) throw notReady(manifest, reports, health, options.readyDeadlineMs)
    await Promise.race([gone, delay(pollMs)])
  }
}

/** `ready`, or why not. */
async function askHealth(url: string, cancel: AbortSignal): Promise<string> {
  try {
    const signal = AbortSignal.any([cancel, AbortSignal.timeout(2_000)])
    const response = await fetch(url, { signal, headers: { connection: 'close' } })
    if (!response.ok) return `/healthz answers ${response.status}`
    const parsed = healthSchema.safeParse(await response.json())
    return parsed.success ? 'ready' : `/healthz answers something else: ${parsed.error.issues[0]?.message}`
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    return `/healthz does not answer: ${cause}`
  }
}

function startFailed(manifest: Manifest, exit: ServerExit): TailraceError {
  const how = exit.signal === null ? `exit code ${exit.code}` : `signal ${exit.signal}`
  return new TailraceError(
    'server.start-failed',
    `${manifest.name} ended before it was ready (${how}):\n${exit.lastLines.join('\n')}`,
    { context: { runtime: manifest.id, ...exit } },
  )
}

function notReady(
  manifest: Manifest,
  reports: WorkerReports,
  health: string,
  deadlineMs: number,
): TailraceError {
  const lastLines = reports.lastLines()
  const state = reports.complete ? health : reports.describe()
  const output = lastLines.length === 0 ? 'It printed nothing.' : lastLines.join('\n')
  return new TailraceError(
    'server.not-ready',
    `${manifest.name} was not ready within ${deadlineMs / 1000} s: ${state}.\n${output}`,
    { context: { runtime: manifest.id, deadlineMs, health, lastLines } },
  )
}
