// Starting, watching and stopping servers that behave and servers that do not.
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { groupMembers } from '../../../src/core/runtime/process/process-group.ts'
import type { Telemetry } from '../../../src/model/telemetry.ts'
import { notingReaper, until } from '../../core/runtime/process/scratch.ts'
import { describeWith } from '../../support/requirements.ts'
import { startOptions, tinyBackend, tinyManifest } from './tiny-runtime.ts'

/** Starts a server that must fail, and gives its error once it is proved that nothing is left of it. */
async function failure(mode: string, options: Parameters<typeof startOptions>[1] = {}): Promise<unknown> {
  const reaper = notingReaper()
  const starting = tinyBackend({ reaper }).start(tinyManifest, startOptions(mode, options))
  const error = await starting.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  const [group = 0] = reaper.everGuarded
  expect(group).toBeGreaterThan(1)
  expect(await groupMembers(group)).toEqual([])
  expect(reaper.guarded.size).toBe(0)
  return error
}

describe('a server', () => {
  it('is ready, tells telemetry and is gone after stop', async () => {
    const lines: Telemetry[] = []
    const reaper = notingReaper()
    const options = startOptions('good', { telemetry: (line) => lines.push(line) })
    const server = await tinyBackend({ reaper }).start(tinyManifest, options)
    try {
      expect((await fetch(`http://${server.host}:${server.port}/healthz`)).status).toBe(200)
      expect(server.identity).toMatchObject({ runtime: 'tiny', backend: 'process', imageDigest: null })
      expect(reaper.guarded.size).toBe(1)
      await until('telemetry has arrived', () => lines.length > 2)
      await expect(server.probe()).resolves.toBeUndefined()
    } finally {
      await Promise.all([server.stop(), server.stop()])
    }
    for (const pid of server.pids) expect(await groupMembers(pid)).toEqual([])
    expect(reaper.guarded.size).toBe(0)
    await expect(server.exited).resolves.toMatchObject({ signal: 'SIGTERM' })
  })

  it('gets the contract’s variables and hardly anything else', async () => {
    process.env.TAILRACE_TEST_SECRET = 'x'
    const server = await tinyBackend().start(tinyManifest, startOptions('good'))
    await server.stop()
    delete process.env.TAILRACE_TEST_SECRET
    const names = String(server.identity.settings.environment).split(' ')
    expect(names).toEqual(
      expect.arrayContaining(['PATH', 'TAILRACE_HOST', 'TAILRACE_KNOBS', 'TAILRACE_PORT']),
    )
    expect(names.join()).not.toMatch(/SECRET|VITEST|npm_/)
  })

  it('that never says it is ready fails at the deadline with its last words', async () => {
    expect(await failure('silent', { readyDeadlineMs: 1_500 })).toMatchObject({
      code: 'server.not-ready',
      message: expect.stringMatching(/within 1.5 s: 0 of 1 workers[\s\S]*listening, but not telling/),
    })
  })

  it('whose health check fails is not ready', async () => {
    expect(await failure('unhealthy', { readyDeadlineMs: 1_500 })).toMatchObject({
      code: 'server.not-ready',
      message: expect.stringContaining('/healthz answers 503'),
    })
  })

  it('whose ready line breaks the contract is told which field', async () => {
    expect(await failure('malformed', { readyDeadlineMs: 1_500 })).toMatchObject({
      code: 'server.not-ready',
      message: expect.stringContaining('not of the contract (workers: '),
    })
  })

  it('that dies at its start fails at once with what it wrote to stderr', async () => {
    expect(await failure('dies')).toMatchObject({
      code: 'server.start-failed',
      message: expect.stringMatching(/exit code 7[\s\S]*no module named nonsense/),
      context: { code: 7, lastLines: ['tiny: no module named nonsense'] },
    })
  })

  it('whose port is taken fails with its own message', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await once(holder, 'listening')
    const address = holder.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    try {
      const backend = tinyBackend({ pickPort: async () => port })
      await expect(backend.start(tinyManifest, startOptions('good'))).rejects.toMatchObject({
        code: 'server.start-failed',
        message: expect.stringContaining('EADDRINUSE'),
      })
    } finally {
      holder.close()
    }
  })

  it('that runs another loop than its manifest claims is refused', async () => {
    expect(await failure('wrong loop')).toMatchObject({
      code: 'server.probe-failed',
      message: expect.stringContaining('expected the loop libuv'),
    })
  })

  it('that cannot be started at all says which program is missing', async () => {
    const backend = tinyBackend({ nodePath: '/no/such/node' })
    await expect(backend.start(tinyManifest, startOptions('good'))).rejects.toMatchObject({
      code: 'server.start-failed',
      message: expect.stringContaining('/no/such/node'),
    })
  })

  it('is not left behind by a cancel while it starts', async () => {
    const cancel = new AbortController()
    const options = { signal: cancel.signal, log: () => cancel.abort() }
    expect(await failure('silent', options)).toMatchObject({ code: 'run.cancelled' })
  })

  it('that changes under load fails its probe', async () => {
    let lines = 0
    const options = startOptions('changes', { telemetry: () => (lines += 1) })
    const server = await tinyBackend().start(tinyManifest, options)
    try {
      await until('a changed line has arrived', () => lines > 2)
      await expect(server.probe()).rejects.toMatchObject({
        code: 'server.probe-failed',
        message: expect.stringContaining('was replaced by 1'),
      })
    } finally {
      await server.stop()
    }
  })

  it('that dies by itself is reported with its exit code', async () => {
    const server = await tinyBackend().start(tinyManifest, startOptions('dies later'))
    await expect(server.exited).resolves.toMatchObject({ code: 9, signal: null })
    await server.stop()
  })

  it('that floods its output neither blocks nor fills the memory', async () => {
    const logged: string[] = []
    let lines = 0
    const options = { log: (line: string) => logged.push(line), telemetry: () => (lines += 1) }
    const server = await tinyBackend().start(tinyManifest, startOptions('noisy', options))
    await until('telemetry comes after the flood', () => lines > 2)
    await server.stop()
    expect(Math.max(...logged.map((line) => line.length))).toBeLessThan(100_000)
  })
})

describeWith({ linux: true }, 'a stubborn server', () => {
  it('is killed with its children when it ignores SIGTERM', async () => {
    const reaper = notingReaper()
    const server = await tinyBackend({ reaper }).start(tinyManifest, startOptions('stubborn'))
    const [group = 0] = reaper.guarded
    expect(server.pids.length).toBeGreaterThan(1)
    await server.stop()
    expect(await groupMembers(group)).toEqual([])
    await expect(server.exited).resolves.toMatchObject({ signal: 'SIGKILL' })
  })
})

describeWith({ linux: true, taskset: true }, 'a pinned server', () => {
  it('runs on the CPUs it is given, and only there', async () => {
    const server = await tinyBackend().start(tinyManifest, startOptions('good', { cpus: [0] }))
    try {
      for (const pid of server.pids) {
        expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Cpus_allowed_list:\t0$/m)
      }
    } finally {
      await server.stop()
    }
  })
})
