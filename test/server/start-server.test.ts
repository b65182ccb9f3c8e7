import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../../src/server/start-server.ts'
import { fakeHandler } from '../ipc/fake-handler.ts'
import { type Bundle, makeBundle } from './bundle.ts'
import { rawRequest } from './raw-request.ts'

let bundle: Bundle
let server: RunningServer

beforeAll(async () => {
  bundle = await makeBundle()
  server = await startServer({ engine: fakeHandler(() => []), rendererFolder: bundle.folder })
})

afterAll(async () => {
  await server.close()
  await bundle[Symbol.asyncDispose]()
})

describe('the screens', () => {
  test('come without a token, never from a cache, and may run only their own scripts', async () => {
    const { status, headers, body } = await rawRequest(server.port, '/')
    expect(status).toBe(200)
    expect(body).toContain('<title>Tailrace</title>')
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain(`ws://127.0.0.1:${server.port}`)
  })

  test('keep files with a hash in the name for good', async () => {
    const { headers } = await rawRequest(server.port, '/assets/index-B1c2D3e4.js?v=1')
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(headers.get('cache-control')).toContain('immutable')
  })

  test('answer HEAD without a body and an empty file with nothing', async () => {
    const head = await rawRequest(server.port, '/index.html', { method: 'HEAD' })
    expect([head.status, head.body, Number(head.headers.get('content-length')) > 0]).toEqual([200, '', true])
    const empty = await rawRequest(server.port, '/empty.txt')
    expect([empty.status, empty.body]).toEqual([200, ''])
  })

  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%5csecret.txt',
    '//../secret.txt',
    '/link.txt',
    '/%00',
    '/%',
    '/assets',
    '/notes.unknown',
    '/missing.js',
    'index.html',
  ])('do not reach outside their folder: %s', async (target) => {
    const { status, body } = await rawRequest(server.port, target)
    expect(body).not.toContain('secret')
    expect([400, 404]).toContain(status)
  })

  test('cannot be changed', async () => {
    const { status, headers } = await rawRequest(server.port, '/', { method: 'POST' })
    expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })
})

describe('the Host header', () => {
  test('may name 127.0.0.1 or localhost with our port', async () => {
    for (const host of [`127.0.0.1:${server.port}`, `localhost:${server.port}`]) {
      expect((await rawRequest(server.port, '/', { host })).status).toBe(200)
    }
  })

  test('may name nothing else, so that a rebound DNS name gets nothing', async () => {
    for (const host of ['evil.example', `evil.example:${server.port}`, '127.0.0.1', `127.0.0.1:1`, '']) {
      const answer = await rawRequest(server.port, '/', { host })
      expect([host, answer.status]).toEqual([host, 421])
      expect(answer.body).not.toContain('title')
    }
  })
})

describe('the server', () => {
  test('prints a link with a token of 32 bytes in the fragment', () => {
    expect(server.link).toBe(`http://127.0.0.1:${server.port}/#token=${server.token}`)
    expect(Buffer.from(server.token, 'base64url')).toHaveLength(32)
  })

  test('says in a coded error that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const options = { engine: fakeHandler(() => []), rendererFolder: bundle.folder, port }
    await expect(startServer(options)).rejects.toMatchObject({ code: 'host.unsupported', context: { port } })
    await new Promise((resolve) => other.close(resolve))
  })
})
