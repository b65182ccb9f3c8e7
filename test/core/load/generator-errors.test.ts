import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { GeneratorSummary } from '../../../src/model/generator.ts'
import { driveTiny, okAnswer, type SpecParts, startTinyServer } from './tiny-server.ts'

/** Every request of a healthy book is accounted for; nothing is dropped silently. */
function expectBalancedBooks({ counts }: GeneratorSummary): void {
  expect(counts.ok + counts.failed + counts.abandoned).toBe(counts.scheduled)
  const errors = Object.values(counts.errors).reduce((sum, count) => sum + count, 0)
  expect(errors).toBe(counts.failed)
}

type Answer = Parameters<typeof startTinyServer>[0]

/** Loads a server on which every request goes wrong in the same way. */
async function errorsOf(answer: Answer, parts: Partial<SpecParts> = {}): Promise<Record<string, number>> {
  await using server = await startTinyServer(answer)
  const { summary } = await driveTiny({ port: server.port, ...parts })
  expectBalancedBooks(summary)
  expect(summary.counts.scheduled).toBe(50)
  expect(summary.counts.ok).toBe(0)
  return summary.counts.errors
}

describe.concurrent('a request that goes wrong has its own code', () => {
  it('refused, where nothing listens (case 9)', async () => {
    const closed = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => closed.once('listening', resolve))
    const address = closed.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    await new Promise((resolve) => closed.close(resolve))
    const { summary } = await driveTiny({ port })
    expect(summary.counts.errors).toEqual({ refused: 50 })
    expectBalancedBooks(summary)
  })

  it('reset, before the headers (case 6)', async () => {
    expect(await errorsOf((socket) => socket.resetAndDestroy())).toEqual({ reset: 50 })
  })

  it('reset-mid-body, after half an answer (case 6)', async () => {
    const errors = await errorsOf((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello', () => {
        setTimeout(() => socket.resetAndDestroy(), 5)
      })
    })
    expect(errors).toEqual({ 'reset-mid-body': 50 })
  })

  it('short-body, for a body shorter than its Content-Length (case 7)', async () => {
    const half = 'HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello'
    expect(await errorsOf((socket) => socket.end(half))).toEqual({ 'short-body': 50 })
  })

  it('short-body, for a missing last chunk (case 7)', async () => {
    const half = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'
    expect(await errorsOf((socket) => socket.end(half))).toEqual({ 'short-body': 50 })
  })

  it('closed, where the server hangs up without a word (case 12)', async () => {
    expect(await errorsOf((socket) => socket.end())).toEqual({ closed: 50 })
  })

  it('malformed, for what is not HTTP (case 11)', async () => {
    expect(await errorsOf((socket) => socket.write('SMTP ready\r\n\r\n'))).toEqual({ malformed: 50 })
  })

  it('header-too-large, for headers without end (case 11)', async () => {
    const huge = `HTTP/1.1 200 OK\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`
    expect(await errorsOf((socket) => socket.write(huge))).toEqual({ 'header-too-large': 50 })
  })

  it('the status, for redirects, 429 and 5xx (case 10)', async () => {
    const errors = await errorsOf((socket, request) => {
      const status = [302, 429, 503][request % 3]
      socket.write(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`)
    })
    expect(errors).toEqual({ 'status-302': 16, 'status-429': 17, 'status-503': 17 })
  })

  it('timeout, at its elapsed time, for headers that drip (case 8)', async () => {
    await using server = await startTinyServer((socket) => socket.write('HTTP/1.1 200 OK\r\n'))
    const { summary } = await driveTiny({ port: server.port, timeoutMs: 100, connections: 64 })
    expect(summary.counts.errors).toEqual({ timeout: 50 })
    expectBalancedBooks(summary)
    expect(summary.okResponseUs.slots.length).toBe(0)
    expect(summary.responseUs.counts.reduce((sum, count) => sum + count, 0)).toBe(50)
  })
})

describe.concurrent('a server that closes its connections', () => {
  it('after each answer costs no request where it says so', async () => {
    await using server = await startTinyServer((socket) => {
      socket.end(okAnswer.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'))
    })
    const { summary } = await driveTiny({ port: server.port })
    expect(summary.counts.ok).toBe(50)
    expect(summary.connectionsOpened).toBeGreaterThanOrEqual(50)
  })

  it('between requests without saying so is a race whose losers are counted and never retried (case 12)', async () => {
    await using server = await startTinyServer((socket, request) => {
      if (request % 5 === 0) socket.end(okAnswer)
      else socket.write(okAnswer)
    })
    const { summary } = await driveTiny({ port: server.port })
    expectBalancedBooks(summary)
    expect(summary.counts.scheduled).toBe(50)
    const lost = (summary.counts.errors.closed ?? 0) + (summary.counts.errors.reset ?? 0)
    expect(summary.counts.failed).toBe(lost)
    // Nothing was sent twice: the server saw each request at most once.
    expect(server.requests).toBeLessThanOrEqual(summary.counts.sent)
    expect(server.requests).toBeGreaterThanOrEqual(summary.counts.ok)
  })
})
