import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { Histogram } from '../../../src/core/histogram/histogram.ts'
import { startGenerator } from '../../../src/core/load/start-generator.ts'
import { TailraceError } from '../../../src/model/errors.ts'
import type { LoadSpec, Window } from '../../../src/model/generator.ts'
import { driveTiny, generatorEntry, okAnswer, specOf, startTinyServer, steady } from './tiny-server.ts'

const never = new AbortController().signal
const start = () => startGenerator({ entry: generatorEntry, nodePath: process.execPath, cpus: [] })

const codeOf = (error: unknown) => (error instanceof TailraceError ? error.code : error)

function sumOf(
  windows: readonly Window[],
  phase: Window['phase'],
  count: (window: Window) => number,
): number {
  return windows.filter((window) => window.phase === phase).reduce((sum, window) => sum + count(window), 0)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

describe.concurrent('the generator process', () => {
  const loads: [string, LoadSpec['load'], number][] = [
    ['one thread', steady(200), 1],
    ['two threads', steady(201), 2],
    [
      'Poisson arrivals',
      { kind: 'open', rate: { shape: 'constant', ratePerSecond: 200 }, arrivals: 'poisson' },
      2,
    ],
    ['users on two threads', { kind: 'closed', users: 3, thinkTimeMs: 5 }, 2],
  ]
  for (const [name, load, threads] of loads) {
    it(`counts exactly what the server logs, with ${name} (case 13)`, async () => {
      await using server = await startTinyServer((socket) => socket.write(okAnswer))
      const parts = { port: server.port, load, threads, warmUpSeconds: 0.3, measureSeconds: 0.7 }
      const { summary, windows } = await driveTiny(parts)
      const sent = sumOf(windows, 'warm-up', (window) => window.counts.sent) + summary.counts.sent
      expect(sent).toBe(server.requests)
      expect(summary.connectionsOpened).toBe(server.connections)
      expect(summary.counts.bytesReceived).toBe(summary.counts.ok * okAnswer.length)
      expect(sumOf(windows, 'measure', (window) => window.counts.scheduled)).toBe(summary.counts.scheduled)
      expect(summary.counts.ok).toBe(summary.counts.scheduled)
      const merged = new Histogram()
      for (const window of windows) if (window.phase === 'measure') merged.addData(window.responseUs)
      expect(merged.toData()).toEqual(summary.okResponseUs)
    })
  }

  it('schedules to the request what the rate asks for (case 1)', async () => {
    await using server = await startTinyServer((socket) => socket.write(okAnswer))
    const ramp: LoadSpec['load'] = {
      kind: 'open',
      rate: { shape: 'ramp', fromPerSecond: 100, toPerSecond: 300 },
      arrivals: 'uniform',
    }
    const { summary } = await driveTiny({ port: server.port, load: ramp, measureSeconds: 1 })
    expect(summary.counts.scheduled).toBe(200)
  })

  it('sends a burst at once and ends with its last answer', async () => {
    await using server = await startTinyServer((socket) => setTimeout(() => socket.write(okAnswer), 50))
    const load: LoadSpec['load'] = { kind: 'burst', count: 100 }
    const { summary } = await driveTiny({ port: server.port, load, connections: 100, measureSeconds: 30 })
    expect(summary.counts.ok).toBe(100)
    expect(summary.measuredSeconds).toBeLessThan(20)
    expect(server.connections).toBe(100)
  })

  it('counts requests by the worker that answered, and balances connections over them', async () => {
    await using server = await startTinyServer((socket) => {
      const worker = (socket.remotePort ?? 0) % 4 === 0 ? 'seldom' : 'often'
      socket.write(okAnswer.replace('\r\n\r\n', `\r\nx-worker: ${worker}\r\n\r\n`))
    })
    const { summary } = await driveTiny({
      port: server.port,
      connections: 8,
      balance: true,
      load: steady(160),
    })
    const { seldom = 0, often = 0 } = summary.workers
    expect(seldom + often).toBe(80)
    // Unbalanced it would be one in four. A request that overtakes another on a busy machine moves the count a little.
    expect(Math.abs(seldom - often)).toBeLessThanOrEqual(10)
  })

  it('keeps what was measured when it is cancelled, and stops soon (case 16)', async () => {
    await using server = await startTinyServer((socket) => socket.write(okAnswer))
    await using generator = await start()
    const controller = new AbortController()
    const spec = specOf({ port: server.port, measureSeconds: 60, warmUpSeconds: 0.25 })
    let windows = 0
    const summary = await generator.run(
      spec,
      (event) => {
        if (event.type === 'window' && event.window.phase === 'measure' && ++windows === 2) controller.abort()
      },
      controller.signal,
    )
    expect(summary.cancelled).toBe(true)
    expect(summary.counts.ok).toBeGreaterThan(0)
    expect(summary.measuredSeconds).toBeLessThan(30)
    const { ok, failed, abandoned, scheduled } = summary.counts
    expect(ok + failed + abandoned).toBe(scheduled)
    // The same process takes the next load.
    const next = await generator.run(specOf({ port: server.port }), () => undefined, never)
    expect(next.cancelled).toBe(false)
  })

  it('is cancelled at once while it still looks for its connections', async () => {
    // Nobody ever answers the probes, so without the cancel each round would last its whole timeout.
    await using server = await startTinyServer(() => undefined)
    const controller = new AbortController()
    const run = driveTiny({ port: server.port, balance: true, timeoutMs: 60_000 }, controller.signal)
    await vi.waitUntil(() => server.requests === 4, { timeout: 10_000 })
    controller.abort()
    const { summary } = await run
    expect(summary.cancelled).toBe(true)
    expect(summary.counts.scheduled).toBe(0)
  })

  it('reports its own pauses apart, and the lateness they cause (cases 5 and 17)', async () => {
    await using server = await startTinyServer((socket) => socket.write(okAnswer))
    await using generator = await start()
    const spec = specOf({ port: server.port, measureSeconds: 3, load: steady(200) })
    let stopped = false
    const summary = await generator.run(
      spec,
      () => {
        if (stopped) return
        stopped = true
        process.kill(generator.pid, 'SIGSTOP')
        setTimeout(() => process.kill(generator.pid, 'SIGCONT'), 400)
      },
      never,
    )
    const longest = Math.max(...summary.pauses.map((pause) => (pause.kind === 'loop' ? pause.durationUs : 0)))
    expect(longest).toBeGreaterThan(300_000)
    const lateness = Histogram.fromData(summary.latenessUs)
    expect(lateness.max).toBeGreaterThan(300_000)
    // The schedule is kept all the same, and only what was on the wire carries the pause in its service time.
    expect(lateness.total).toBe(600)
    expect(summary.counts.scheduled).toBe(600)
    expect(Histogram.fromData(summary.serviceUs).countAbove(250_000)).toBeLessThanOrEqual(4)
  })

  it('says so when it dies in the middle of a load (case 16)', async () => {
    await using server = await startTinyServer((socket) => socket.write(okAnswer))
    await using generator = await start()
    const spec = specOf({ port: server.port, measureSeconds: 60 })
    const run = generator.run(
      spec,
      (event) => {
        if (event.type === 'window') process.kill(generator.pid, 'SIGKILL')
      },
      never,
    )
    expect(await run.catch(codeOf)).toBe('load.generator-failed')
  })

  it('refuses a target that is not this machine, and a specification that is wrong', async () => {
    await using generator = await start()
    const elsewhere = specOf({ port: 80, host: '192.0.2.1' })
    expect(await generator.run(elsewhere, () => undefined, never).catch(codeOf)).toBe(
      'load.target-not-loopback',
    )
    const wrong = { ...specOf({ port: 80 }), connections: 0 }
    expect(await generator.run(wrong, () => undefined, never).catch(codeOf)).toBe('load.invalid')
    const header = specOf({ port: 80, headers: { 'x-a': 'one\r\nx-b: two' } })
    expect(await generator.run(header, () => undefined, never).catch(codeOf)).toBe('load.invalid')
  })

  it('does not outlive its parent', async ({ expect }) => {
    const source = new URL('../../../src/core/load/start-generator.ts', import.meta.url).href
    const script = `const { startGenerator } = await import(${JSON.stringify(source)});
      const g = await startGenerator({ entry: ${JSON.stringify(generatorEntry)}, nodePath: process.execPath, cpus: [] });
      console.log(g.pid); setInterval(() => 0, 1000)`
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = await once(parent.stdout, 'data')
    const pid = Number(String(line).trim())
    expect(isAlive(pid)).toBe(true)
    parent.kill('SIGKILL')
    await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false)
  })
})
