// A small HTTP client for checking, not for measuring: one request at a time, on a kept or a fresh connection.
import { Agent, type IncomingMessage, request } from 'node:http'

const timeoutMs = 30_000

export interface Reply {
  readonly status: number
  readonly type: string
  /** `x-worker`; null where it is absent */
  readonly worker: string | null
  readonly body: string
  /** from before the request is written to the last byte */
  readonly elapsedMs: number
  /** our port: the same port means the same connection */
  readonly localPort: number | undefined
}

export interface ProbeClient {
  /** `fresh`: on a connection of its own, which may reach another worker. Rejects where no answer comes. */
  get(target: string, options?: { fresh?: boolean; method?: string }): Promise<Reply>
  close(): void
}

export function createProbeClient(origin: string): ProbeClient {
  const kept = new Agent({ keepAlive: true, maxSockets: 1 })
  return {
    get: (target, { fresh = false, method = 'GET' } = {}) =>
      new Promise((resolve, reject) => {
        const startedAt = performance.now()
        const sent = request(
          `${origin}${target}`,
          { method, agent: fresh ? false : kept, timeout: timeoutMs },
          (response) => {
            const localPort = response.socket.localPort
            readBody(response).then((body) => {
              const elapsedMs = performance.now() - startedAt
              resolve({ ...headOf(response), body, elapsedMs, localPort })
            }, reject)
          },
        )
        sent.on('timeout', () => sent.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)))
        sent.on('error', reject)
        sent.end()
      }),
    close: () => kept.destroy(),
  }
}

async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

function headOf(response: IncomingMessage): Pick<Reply, 'status' | 'type' | 'worker'> {
  const worker = response.headers['x-worker']
  return {
    status: response.statusCode ?? 0,
    type: response.headers['content-type'] ?? '',
    worker: typeof worker === 'string' && worker !== '' ? worker : null,
  }
}
