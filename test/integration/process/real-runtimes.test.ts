// The runtimes that ship, on plain processes: provisioned, started, seen through telemetry, and gone after stop.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Backend, RunningServer } from '../../../src/core/runtime/backend.ts'
import { loadCatalogue, type Runtime, resolveKnobs } from '../../../src/core/runtime/catalogue.ts'
import { createProcessBackend } from '../../../src/core/runtime/process/process-backend.ts'
import { groupMembers } from '../../../src/core/runtime/process/process-group.ts'
import { openFolders } from '../../../src/engine/folders.ts'
import { findInstallation } from '../../../src/engine/installation.ts'
import type { KnobValue } from '../../../src/model/profile.ts'
import type { Telemetry } from '../../../src/model/telemetry.ts'
import { notingReaper, until } from '../../core/runtime/process/scratch.ts'
import { describeWith, type Requirements } from '../../support/requirements.ts'

const reaper = notingReaper()
const installation = findInstallation()
const runtimes = await loadCatalogue([installation.runtimesFolder])
const backend: Backend = createProcessBackend({
  runtimes,
  cacheFolder: openFolders().cache,
  nodePath: installation.nodePath,
  reaper,
})

const cases: [string, Requirements, Record<string, KnobValue>, { gil: boolean | null; loop: RegExp }][] = [
  ['node', { linux: true }, { topology: 'cluster', workers: 2 }, { gil: null, loop: /libuv/ }],
  ['fastapi', { linux: true, python: true }, { workers: 2 }, { gil: true, loop: /uvloop/ }],
  [
    'python-freethreaded',
    { linux: true, freeThreadedPython: true },
    { threads: 2 },
    { gil: false, loop: /asyncio/ },
  ],
]

for (const [id, needs, knobs, expected] of cases) {
  describeWith(needs, `the runtime ${id}`, () => {
    let server: RunningServer
    let group = 0
    const lines: Telemetry[] = []

    beforeAll(async () => {
      const { manifest } = runtimeNamed(id)
      const { signal } = new AbortController()
      await backend.provision(manifest, { allowed: true, onProgress: () => undefined, signal })
      server = await backend.start(manifest, {
        contender: {
          id,
          runtime: id,
          label: id,
          colour: 0,
          knobs: resolveKnobs(manifest, knobs, 2),
          memoryMb: 512,
        },
        cpus: [],
        memoryMb: 512,
        seed: 7,
        telemetry: (line) => lines.push(line),
        log: () => undefined,
        readyDeadlineMs: 60_000,
        signal,
      })
      ;[group = 0] = reaper.guarded
    })
    afterAll(() => server?.stop())

    it('answers on loopback and tells what it is', async () => {
      const answer = await fetch(`http://${server.host}:${server.port}/work/hello`)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('x-worker')).toMatch(/^\d+$/)
      expect(server.identity.runtime).toBe(id)
      expect(Object.keys(server.identity.versions).length).toBeGreaterThan(0)
      expect(server.identity.build).toHaveProperty('pgo')
    })

    it('tells telemetry of every worker, with its loop and its GIL as they should be', async () => {
      await until('both workers told', () => new Set(lines.map((line) => line.worker)).size === 2)
      for (const line of lines) {
        expect(line.gilEnabled).toBe(expected.gil)
        expect(line.loopClass).toMatch(expected.loop)
      }
      await expect(server.probe()).resolves.toBeUndefined()
      const members = await groupMembers(group)
      for (const line of lines) expect(members).toContain(line.pid)
    })

    it('leaves no process when it is stopped', async () => {
      expect(await groupMembers(group)).toContain(group)
      await server.stop()
      expect(await groupMembers(group)).toEqual([])
      expect(reaper.guarded.size).toBe(0)
    })
  })
}

function runtimeNamed(id: string): Runtime {
  const found = runtimes.find((runtime) => runtime.manifest.id === id)
  if (found === undefined) throw new Error(`no runtime ${id}`)
  return found
}
