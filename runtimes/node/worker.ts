// One serving process: the HTTP server, its telemetry, its clean stop. Alone or as a worker of the cluster.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { identity, threadId, type Worker } from './identity.ts'
import { inlineOffload, startPool } from './offload.ts'
import { type Answer, answer, type RouteContext } from './routes.ts'
import { startTelemetry, writeLine } from './telemetry.ts'
import { Uniform } from './waits.ts'

const backlog = 1024
/** longer than any pause of a load test, so that no request races the close of an idle connection */
const keepAliveMs = 120_000
const stopGraceMs = 500

/** Resolves when it listens and has said so; rejects where the port cannot be had. */
export async function serve(worker: Worker): Promise<void> {
  const { settings, id } = worker
  const offload = settings.offload === 'inline' ? inlineOffload : await startPool(settings.poolSize)
  const what = identity(worker)
  const health = { status: 'ready', ...what }
  const context: RouteContext = {
    offload,
    uniform: new Uniform(settings.seed + Number(id)),
    health: () => health,
  }
  let requests = 0
  let connections = 0

  const server = createServer({ noDelay: true, keepAliveTimeout: keepAliveMs }, (request, response) => {
    requests += 1
    respond(request, response, id, context)
  })
  server.on('connection', (socket) => {
    connections += 1
    socket.once('close', () => {
      connections -= 1
    })
  })
  await listen(server, settings.host, settings.port)
  stopOnSignal(server)
  writeLine({ type: 'ready', version: 1, threadId, workers: settings.workers, ...what })
  startTelemetry({
    worker: id,
    poolQueue: offload.queued,
    openConnections: () => connections,
    requests: () => requests,
  })
}

function respond(
  request: IncomingMessage,
  response: ServerResponse,
  worker: string,
  context: RouteContext,
): void {
  const result = answer(request.method ?? '', request.url ?? '', context)
  if (result instanceof Promise) {
    result.then(
      (one) => send(response, worker, one),
      (error: unknown) => {
        process.stderr.write(`node: ${request.url} failed: ${error}\n`)
        response.destroy()
      },
    )
  } else send(response, worker, result)
}

/** Head and body leave in one write: `end` joins them where the length is known. */
function send(response: ServerResponse, worker: string, { status, type, body }: Answer): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'x-worker': worker,
  })
  response.end(body)
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, backlog }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function stopOnSignal(server: Server): void {
  const stop = () => {
    server.close(() => process.exit(0))
    server.closeIdleConnections()
    setTimeout(() => process.exit(0), stopGraceMs)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}
