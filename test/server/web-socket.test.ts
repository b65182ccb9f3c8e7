import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createClient } from '../../src/ipc/client.ts'
import { type RunningServer, startServer } from '../../src/server/start-server.ts'
import { type FakeHandler, fakeHandler, finishedEvent } from '../ipc/fake-handler.ts'
import { type Bundle, makeBundle } from './bundle.ts'
import { clientChannel, openSocket } from './socket.ts'

let bundle: Bundle
let server: RunningServer
let engine: FakeHandler

beforeAll(async () => {
  bundle = await makeBundle()
  engine = fakeHandler((name) => (name === 'history.list' ? [] : new Promise(() => undefined)))
  server = await startServer({ engine, rendererFolder: bundle.folder, pingEveryMs: 50 })
})

afterAll(async () => {
  await server.close()
  await bundle[Symbol.asyncDispose]()
})

describe('a window', () => {
  test('with the token speaks the contract and hears events', async () => {
    const socket = await openSocket(server.port, server.token)
    expect(socket.protocol).toBe('tailrace')
    const client = createClient(clientChannel(socket))
    await expect(client.request('history.list', {})).resolves.toEqual([])
    const heard = new Promise((resolve) => client.subscribe('run', resolve))
    engine.emit('run', finishedEvent)
    await expect(heard).resolves.toEqual(finishedEvent)
    socket.close()
    await vi.waitFor(() => expect(engine.listenerCount()).toBe(0))
  })

  test.each([
    ['without the token', { protocols: ['tailrace'] }, 401],
    ['with a wrong token', { protocols: ['tailrace', 'tailrace.wrong'] }, 401],
    ['with an empty token', { protocols: ['tailrace', 'tailrace.'] }, 401],
    ['without any subprotocol', { protocols: [] }, 401],
    ['of another page', { origin: 'http://evil.example' }, 403],
    ['of another port', { origin: 'http://127.0.0.1:1' }, 403],
    ['without an origin', { origin: '' }, 403],
    ['of an opaque origin', { origin: 'null' }, 403],
    ['under another host name', { host: 'evil.example' }, 421],
    ['at another path', { path: '/other' }, 404],
  ])('%s is refused', async (_, options, status) => {
    await expect(openSocket(server.port, server.token, options)).rejects.toThrow(`status ${status}`)
    expect(engine.listenerCount()).toBe(0)
  })

  test('may give the token as localhost, first or last', async () => {
    const options = {
      origin: `http://localhost:${server.port}`,
      protocols: [`tailrace.${server.token}`, 'tailrace'],
    }
    const socket = await openSocket(server.port, server.token, options)
    expect(socket.protocol).toBe('tailrace')
    socket.close()
  })

  test('that sends no JSON is sent away', async () => {
    for (const junk of ['{', Buffer.from([1, 2, 3])]) {
      const socket = await openSocket(server.port, server.token)
      socket.send(junk)
      const [code] = await once(socket, 'close')
      expect(code).toBe(1003)
    }
  })

  test('that sends too much is sent away before it is read', async () => {
    const socket = await openSocket(server.port, server.token)
    socket.on('error', () => undefined)
    socket.send('x'.repeat(5 * 1024 * 1024))
    const [code] = await once(socket, 'close')
    expect([1006, 1009]).toContain(code)
  })

  test('stays while it answers pings and is let go when it does not', async () => {
    const socket = await openSocket(server.port, server.token)
    await once(socket, 'ping')
    await once(socket, 'ping')
    await once(socket, 'ping')
    expect(socket.readyState).toBe(socket.OPEN)
    socket.pause()
    await vi.waitFor(() => expect(engine.listenerCount()).toBe(0))
    socket.terminate()
  })

  test('loses its pending requests when the server closes', async () => {
    const other = await startServer({ engine, rendererFolder: bundle.folder })
    const socket = await openSocket(other.port, other.token)
    const asked = createClient(clientChannel(socket)).request('run.active', {})
    const closed = expect(asked).rejects.toMatchObject({ code: 'ipc.engine-gone' })
    await other.close()
    await closed
    await other.close()
  })
})
