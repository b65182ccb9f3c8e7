// Whether the tail we report is the server's own: known delays against the server's own exact record, and a pause.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import { Histogram } from '../../../src/core/histogram/histogram.ts'
import type { HistogramData } from '../../../src/model/generator.ts'
import { driveTiny, steady } from '../../core/load/tiny-server.ts'

const at = (data: HistogramData, percentile: number) => Histogram.fromData(data).valueAtPercentile(percentile)

/** A server that waits as told and keeps the exact time each request took inside it. */
async function startDelayServer(delayMs: (request: number) => number) {
  const own = new Histogram()
  let requests = 0
  const server = createServer((_request, response) => {
    const startMs = performance.now()
    setTimeout(() => {
      response.end('hello')
      own.record((performance.now() - startMs) * 1000)
    }, delayMs(++requests))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    own,
    port: address !== null && typeof address === 'object' ? address.port : 0,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

describe('known delays (case 3)', () => {
  const delays: [string, (request: number) => number][] = [
    ['fixed', () => 20],
    ['bimodal, 10 % slow', (request) => (request % 10 === 0 ? 80 : 5)],
    ['Pareto', (request) => Math.min(300, 5 / (((request * 0.618_034) % 1) + 0.01) ** (1 / 1.5))],
  ]
  for (const [name, delayMs] of delays) {
    it(`are reported as the server saw them: ${name}`, async () => {
      await using server = await startDelayServer(delayMs)
      const { summary } = await driveTiny({
        port: server.port,
        load: steady(200),
        measureSeconds: 3,
        connections: 64,
      })
      expect(summary.counts.ok).toBe(600)
      for (const percentile of [50, 85, 95]) {
        const truth = server.own.valueAtPercentile(percentile)
        const reported = at(summary.serviceUs, percentile)
        // The network and a shared machine only ever add; a report below the truth is a lie on any machine.
        expect(reported).toBeGreaterThan(truth * 0.98)
        expect(reported).toBeLessThan(truth * 1.5 + 15_000)
      }
    })
  }
})

describe('a server that is stopped for a while (case 4)', () => {
  const source = `require('node:http').createServer((_, response) => response.end('hello'))
    .listen(0, '127.0.0.1', function () { console.log(this.address().port) })`

  async function portOf(child: ChildProcess): Promise<number> {
    if (child.stdout === null) throw new Error('The child has no output')
    const [line] = await once(child.stdout, 'data')
    return Number(String(line))
  }

  it('shows in the response time of all who were due then, not in the service time of the few on the wire', async () => {
    const child = spawn(process.execPath, ['-e', source], { stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      const port = await portOf(child)
      const parts = { port, load: steady(200), measureSeconds: 4, connections: 4, timeoutMs: 5_000 }
      const run = driveTiny(parts)
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      const stoppedMs = performance.now()
      child.kill('SIGSTOP')
      await new Promise((resolve) => setTimeout(resolve, 1_400))
      child.kill('SIGCONT')
      const pauseUs = (performance.now() - stoppedMs) * 1000
      const { summary } = await run
      expect(summary.counts.ok).toBe(800)
      // 35 % of the requests were due during the pause, and waited 0 to 1.4 s for it: their median, the 82nd
      // percentile of all, lies near half of it.
      expect(at(summary.okResponseUs, 82)).toBeGreaterThan(pauseUs * 0.3)
      expect(at(summary.okResponseUs, 99)).toBeGreaterThan(pauseUs * 0.85)
      // Only four connections were caught by it.
      expect(Histogram.fromData(summary.serviceUs).countAbove(pauseUs * 0.5)).toBeLessThanOrEqual(4)
      expect(Histogram.fromData(summary.okResponseUs).countAbove(pauseUs * 0.5)).toBeGreaterThan(100)
    } finally {
      child.kill('SIGKILL')
      await once(child, 'close')
    }
  })
})
