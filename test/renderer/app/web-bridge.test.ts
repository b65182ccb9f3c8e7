// The browser's bridge against a real WebSocket server.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type WebSocket as ServerSocket, WebSocketServer } from 'ws'
import { requestMessageSchema } from '../../../src/ipc/messages.ts'
import { type Connection, createWebBridge, type WebBridge } from '../../../src/renderer/app/web-bridge.ts'

type Answer = (socket: ServerSocket, request: { id: number; name: string }) => void

const empty: Answer = (socket, { id }) => socket.send(JSON.stringify({ kind: 'response', id, result: [] }))

let server: WebSocketServer
let answer: Answer
let protocols: string[]
let bridge: WebBridge | null
let warnings: unknown[]

async function startServer(port = 0): Promise<void> {
  server = new WebSocketServer({
    host: '127.0.0.1',
    port,
    handleProtocols: (offered) => {
      protocols = [...offered]
      return 'tailrace'
    },
  })
  server.on('connection', (socket) => {
    socket.on('message', (data) => answer(socket, requestMessageSchema.parse(JSON.parse(String(data)))))
  })
  await once(server, 'listening')
}

function port(): number {
  const address = server.address() as AddressInfo
  return address.port
}

async function stopServer(): Promise<void> {
  for (const client of server.clients) client.terminate()
  await new Promise((resolve) => server.close(resolve))
}

function connect(serverAnswers: () => Promise<boolean> = async () => false): WebBridge {
  bridge = createWebBridge({
    url: `ws://127.0.0.1:${port()}/ipc`,
    token: 'secret',
    backOffMs: () => 20,
    serverAnswers,
    warn: (error) => warnings.push(error),
  })
  return bridge
}

function states(of: WebBridge): Connection[] {
  const seen: Connection[] = []
  of.onConnection((state) => seen.push(state))
  return seen
}

beforeEach(async () => {
  answer = empty
  protocols = []
  warnings = []
  bridge = null
  await startServer()
})

afterEach(async () => {
  bridge?.close()
  await stopServer()
})

test('offers the token as a subprotocol and answers a request made before the connection stood', async () => {
  await expect(connect().request('history.list', {})).resolves.toEqual([])
  expect(protocols).toEqual(['tailrace', 'tailrace.secret'])
})

test('a failure arrives as the coded error it was', async () => {
  answer = (socket, { id }) => {
    const error = { code: 'run.busy', message: 'Another run goes on.', hint: 'Wait.', context: { pid: 7 } }
    socket.send(JSON.stringify({ kind: 'failure', id, error }))
  }
  await expect(connect().request('run.active', {})).rejects.toMatchObject({
    name: 'TailraceError',
    code: 'run.busy',
    hint: 'Wait.',
    context: { pid: 7 },
  })
})

test('an answer that breaks the contract is refused, not shown', async () => {
  answer = (socket, { id }) => socket.send(JSON.stringify({ kind: 'response', id, result: [{ runId: 7 }] }))
  await expect(connect().request('history.list', {})).rejects.toMatchObject({ code: 'ipc.bad-request' })
})

describe('events', () => {
  const finished = { type: 'finished', runId: 'run-1', status: 'completed', error: null }

  test('reach their listeners until they unsubscribe, and nonsense in between only warns', async () => {
    const open = connect()
    const heard: unknown[] = []
    const unsubscribe = open.subscribe('run', (event) => heard.push(event))
    await open.request('history.list', {})
    const [socket] = server.clients
    socket?.send('no json at all')
    socket?.send(JSON.stringify({ kind: 'event', name: 'run', payload: { type: 'unheard of' } }))
    socket?.send(JSON.stringify({ kind: 'event', name: 'run', payload: finished }))
    await vi.waitFor(() => expect(heard).toEqual([finished]))
    expect(warnings).toHaveLength(2)
    unsubscribe()
    socket?.send(JSON.stringify({ kind: 'event', name: 'run', payload: finished }))
    await open.request('history.list', {})
    expect(heard).toHaveLength(1)
  })

  test('go on after a reconnection', async () => {
    const open = connect()
    const heard: unknown[] = []
    open.subscribe('run', (event) => heard.push(event))
    await open.request('history.list', {})
    const seen = states(open)
    for (const client of server.clients) client.terminate()
    await vi.waitFor(() => expect(seen).toEqual(['connected', 'lost', 'connected']))
    await open.request('history.list', {})
    for (const client of server.clients) {
      client.send(JSON.stringify({ kind: 'event', name: 'run', payload: finished }))
    }
    await vi.waitFor(() => expect(heard).toEqual([finished]))
  })
})

describe('when the connection breaks', () => {
  test('a request under way ends with engine-gone; one made meanwhile is answered after it is back', async () => {
    const open = connect()
    const seen = states(open)
    await open.request('history.list', {})
    const usedPort = port()
    answer = (socket) => socket.terminate()
    await expect(open.request('run.active', {})).rejects.toMatchObject({ code: 'ipc.engine-gone' })
    await stopServer()
    await vi.waitFor(() => expect(seen.at(-1)).toBe('lost'))
    const later = open.request('history.list', {})
    answer = empty
    await startServer(usedPort)
    await expect(later).resolves.toEqual([])
    expect(seen[0]).toBe('connecting')
    expect(seen.at(-1)).toBe('connected')
  })

  test('a server that answers but takes no token is told apart from one that is away', async () => {
    await stopServer()
    server = new WebSocketServer({ host: '127.0.0.1', port: 0, verifyClient: () => false })
    await once(server, 'listening')
    const open = connect(async () => true)
    const seen = states(open)
    await expect(open.request('history.list', {})).rejects.toMatchObject({ code: 'ipc.unauthorised' })
    expect(seen.at(-1)).toBe('refused')
    await expect(open.request('history.list', {})).rejects.toMatchObject({ code: 'ipc.unauthorised' })
  })

  test('closing ends it for good', async () => {
    const open = connect()
    await open.request('history.list', {})
    open.close()
    await expect(open.request('history.list', {})).rejects.toMatchObject({ code: 'ipc.engine-gone' })
    await vi.waitFor(() => expect(server.clients.size).toBe(0))
  })
})
