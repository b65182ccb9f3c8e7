// How a runtime ends: on a signal cleanly, and as a whole where it cannot serve. Every runtime, started for real.
import { once } from 'node:events'
import { get } from 'node:http'
import { createServer } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { KnobValue } from '../../../src/model/profile.ts'
import { describeWith, type Requirements } from '../../support/requirements.ts'
import { openRuntimeHost, type RuntimeHost, type StartedRuntime } from './runtime-host.ts'

const longWait = '/work/wait?distribution=fixed&ms=30000'
const cases: readonly { id: string; needs: Requirements; knobs: Record<string, KnobValue> }[] = [
  { id: 'node', needs: {}, knobs: { workers: 2 } },
  { id: 'fastapi', needs: { python: true }, knobs: { workers: 2 } },
  { id: 'python-freethreaded', needs: { freeThreadedPython: true }, knobs: { threads: 2 } },
]

for (const { id, needs, knobs } of cases) {
  describeWith(needs, `the runtime ${id}`, () => {
    let host: RuntimeHost
    beforeAll(async () => {
      host = await openRuntimeHost()
    })
    afterAll(() => host[Symbol.asyncDispose]())

    it('ends with code 0 on SIGTERM, long before a request in flight would be done', async () => {
      await using started = await host.start(id, knobs)
      await requestInFlight(started)
      process.kill(leaderOf(started), 'SIGTERM')
      // The wait takes 30 s; the contract allows 1 s, and a busy machine gets more.
      expect(await within(10_000, started.exited)).toMatchObject({ code: 0, signal: null })
    })

    it('says in one sentence that the port is taken, and ends', async () => {
      const holder = createServer().listen(0, '127.0.0.1')
      try {
        await once(holder, 'listening')
        const address = holder.address()
        const port = typeof address === 'object' && address !== null ? address.port : 0
        await expect(host.start(id, knobs, port)).rejects.toMatchObject({
          code: 'server.start-failed',
          message: expect.stringMatching(/cannot serve.*(in use|EADDRINUSE)/),
        })
      } finally {
        holder.close()
      }
    })
  })
}

for (const { id, needs, knobs } of cases.filter((one) => one.id !== 'python-freethreaded')) {
  describeWith(needs, `a worker of ${id} that dies`, () => {
    it('takes the whole server with it', async () => {
      await using host = await openRuntimeHost()
      await using started = await host.start(id, knobs)
      const [victim] = workerPids(started)
      if (victim === undefined) throw new Error('no worker said that it is ready')
      process.kill(victim, 'SIGKILL')
      const exit = await within(10_000, started.exited)
      expect(exit.code).toBe(1)
      expect(exit.lastLines.join('\n')).toMatch(/worker 0 ended/)
      for (const pid of workerPids(started)) expect(isAlive(pid)).toBe(false)
    })
  })
}

function leaderOf(started: StartedRuntime): number {
  const [leader] = started.pids
  if (leader === undefined) throw new Error('the server has no process')
  return leader
}

function workerPids(started: StartedRuntime): number[] {
  const events = started.subject.events()
  const ready = events.flatMap((event) => (event.kind === 'ready' ? [event.ready] : []))
  return ready.sort((a, b) => a.worker.localeCompare(b.worker)).map((worker) => worker.pid)
}

/** Resolves when the server has counted the request, so that it is being served. */
async function requestInFlight({ subject }: StartedRuntime): Promise<void> {
  const request = get(`${subject.url}${longWait}`)
  request.on('error', () => request.destroy())
  await expect
    .poll(
      () =>
        subject.events().some((event) => event.kind === 'telemetry' && event.telemetry.openConnections > 0),
      { timeout: 20_000 },
    )
    .toBe(true)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(`not within ${ms} ms`)), ms)
  try {
    return await Promise.race([promise, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
