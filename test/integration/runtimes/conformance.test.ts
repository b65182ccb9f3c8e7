// Every runtime keeps the contract with the knobs people use, and a server that cheats is found out in each point.
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkRuntime, requireConformance } from '../../../src/core/runtime/conformance.ts'
import type { KnobValue } from '../../../src/model/profile.ts'
import { describeWith, type Requirements } from '../../support/requirements.ts'
import { openRuntimeHost, type RuntimeHost } from './runtime-host.ts'

type Knobs = Record<string, KnobValue>
const cases: readonly { id: string; needs: Requirements; variants: readonly Knobs[] }[] = [
  {
    id: 'node',
    needs: {},
    variants: [
      { topology: 'cluster' },
      { topology: 'cluster', scheduling: 'none', workers: 2 },
      { topology: 'single', offload: 'worker_threads' },
    ],
  },
  {
    id: 'fastapi',
    needs: { python: true },
    variants: [
      { loop: 'uvloop' },
      { loop: 'asyncio', httpParser: 'h11', workers: 1, offload: 'to_thread' },
      { loop: 'asyncio', offload: 'thread_pool' },
      { workers: 1, offload: 'process_pool' },
      { handler: 'sync' },
    ],
  },
  {
    id: 'python-freethreaded',
    needs: { freeThreadedPython: true },
    variants: [{ gil: 'off' }, { gil: 'off', threads: 1, offload: 'thread_pool' }, { gil: 'on' }],
  },
]

for (const { id, needs, variants } of cases) {
  describeWith(needs, `the runtime ${id}`, () => {
    let host: RuntimeHost
    beforeAll(async () => {
      host = await openRuntimeHost()
    })
    afterAll(() => host[Symbol.asyncDispose]())

    it.each(variants.map((knobs) => [describeKnobs(knobs), knobs] as const))(
      'keeps the contract with %s',
      async (_name, knobs) => {
        await using started = await host.start(id, knobs)
        const results = await checkRuntime(started.subject)
        expect(() => requireConformance(started.subject.manifest, results)).not.toThrow()
        expect(results.length).toBeGreaterThan(15)
      },
    )
  })
}

describe('a server that cheats', () => {
  it('is rejected with each of its mistakes named', async () => {
    await using host = await openRuntimeHost([join(import.meta.dirname, '../../fixtures/runtimes')])
    await using started = await host.start('wrong', {})
    const results = await checkRuntime({ ...started.subject, patienceMs: 3_000 })
    expect(() => requireConformance(started.subject.manifest, results)).toThrow(
      expect.objectContaining({
        code: 'runtime.nonconforming',
        message: expect.stringMatching(/^Wrong on purpose breaks the contract in 1\d of 2\d points:\n- /),
      }),
    )
    const problems = Object.fromEntries(
      results.filter((result) => !result.ok).map((result) => [result.id, result.message]),
    )
    expect(problems).toMatchObject({
      'worker-header': expect.stringContaining('no x-worker header'),
      'all-workers': expect.stringContaining('none answered'),
      'keep-alive': expect.stringContaining('10 requests took 10 connections'),
      'bad-parameters': expect.stringContaining('expected status 400, got 200'),
      'unknown-path': expect.stringContaining('expected status 404, got 200'),
      'other-methods': expect.stringContaining('expected status 405, got 200'),
      hello: expect.stringContaining('hello, world!'),
      'wait-time': expect.stringContaining('the work takes at least'),
      'wait-distributions': expect.stringContaining('worker null did not name its waitSeed'),
      'cpu-count': expect.stringContaining('expected checksum'),
      'cpu-time': expect.stringContaining('the work takes at least 60 ms'),
      mixed: expect.stringContaining('expected checksum'),
      json: expect.stringContaining('expected {"checksum":'),
      blocking: expect.stringContaining('the work takes at least'),
      telemetry: expect.stringContaining('lagUs'),
      counters: expect.stringContaining('grew by 0 requests'),
      lag: expect.stringContaining('the longest lag it told is 0'),
    })
  })
})

function describeKnobs(knobs: Knobs): string {
  return Object.entries(knobs)
    .map(([id, value]) => `${id}=${value}`)
    .join(', ')
}
