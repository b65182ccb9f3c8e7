// The same screens in a browser: the renderer bundle over loopback HTTP, the contract over one WebSocket per window.
// Knows neither what the engine does nor where it runs.
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Handler } from '../ipc/channel.ts'
import { serveChannel } from '../ipc/serve-channel.ts'
import { TailraceError } from '../model/errors.ts'
import { createToken, hostAllowed, originAllowed, subprotocol, tokenOffered } from './access.ts'
import { socketChannel } from './socket-channel.ts'
import { answerText, serveFile } from './static-files.ts'

/** A profile file of the largest size that is sensible fits many times over. */
const maximumMessageBytes = 4 * 1024 * 1024
const pingEveryMs = 15_000

export interface ServerOptions {
  readonly engine: Handler
  /** the built renderer bundle (`out/renderer`) */
  readonly rendererFolder: string
  /** 0: any free port */
  readonly port?: number
  readonly token?: string
  readonly pingEveryMs?: number
  readonly log?: (line: string) => void
}

export interface RunningServer {
  /** with the token in the fragment, which browsers never send to anyone */
  readonly link: string
  readonly url: string
  readonly port: number
  readonly token: string
  /** Ends every connection; the engine stays. May be called twice. */
  close(): Promise<void>
}

/** Listens on 127.0.0.1 only. Throws `host.unsupported` where the port is taken. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const token = options.token ?? createToken()
  const log = options.log ?? (() => undefined)
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 })
  const port = await listen(server, options.port ?? 0)
  const url = `http://127.0.0.1:${port}/`
  const connect = `'self' ws://127.0.0.1:${port} ws://localhost:${port}`
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maximumMessageBytes,
    perMessageDeflate: false,
    handleProtocols: () => subprotocol,
  })

  server.on('request', (request, response) => {
    if (!hostAllowed(request.headers.host, port)) {
      answerText(response, 421, 'This server answers for 127.0.0.1 and localhost only.')
      return
    }
    serveFile(options.rendererFolder, request, response, connect).catch((error: unknown) => {
      log(`cannot serve ${request.url ?? ''}: ${String(error)}`)
      if (response.headersSent) response.destroy()
      else answerText(response, 500, 'The file could not be read.')
    })
  })
  server.on('upgrade', (request, socket, head) => {
    const refusal = refusalOf(request, port, token)
    if (refusal === null) {
      sockets.handleUpgrade(request, socket, head, (client) => {
        serveChannel(socketChannel(client, options.pingEveryMs ?? pingEveryMs), options.engine, (error) =>
          log(`bad message: ${String(error)}`),
        )
      })
    } else refuse(socket, refusal)
  })

  let closing: Promise<void> | null = null
  return {
    link: `${url}#token=${token}`,
    url,
    port,
    token,
    close() {
      closing ??= new Promise((resolve) => {
        server.close(() => resolve())
        for (const client of sockets.clients) client.terminate()
        server.closeAllConnections()
      })
      return closing
    },
  }
}

function refusalOf(request: IncomingMessage, port: number, token: string): string | null {
  if (!hostAllowed(request.headers.host, port)) return '421 Misdirected Request'
  const [path] = (request.url ?? '').split('?', 1)
  if (path !== '/ipc') return '404 Not Found'
  if (!originAllowed(request.headers.origin, port)) return '403 Forbidden'
  if (!tokenOffered(request.headers['sec-websocket-protocol'], token)) return '401 Unauthorized'
  return null
}

function refuse(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(
        new TailraceError('host.unsupported', `Cannot listen on 127.0.0.1:${port}: ${error.message}`, {
          hint: 'Choose another port with --port, or leave it out to get a free one.',
          context: { port },
          cause: error,
        }),
      )
    })
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      if (typeof address === 'object' && address !== null) resolve(address.port)
    })
  })
}
