// What every way to the engine must do, whatever carries it: run by the in-process service, the engine as a process
// and the WebSocket. The service behind it is the real one, on folders of its own.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Bridge } from '../../src/ipc/contract.ts'
import { TailraceError } from '../../src/model/errors.ts'

export interface Way {
  readonly bridge: Bridge
  /** past the types: any name, any parameters */
  raw(name: string, params: unknown): Promise<unknown>
  close(): Promise<void>
}

export function contractSuite(name: string, open: () => Promise<Way>): void {
  describe(`the contract ${name}`, () => {
    let way: Way
    beforeAll(async () => {
      way = await open()
    }, 60_000)
    afterAll(() => way.close(), 60_000)

    const codeOf = (answer: Promise<unknown>): Promise<unknown> =>
      answer.then(
        () => 'no error',
        (error: unknown) => (error instanceof TailraceError ? error.code : error),
      )

    test('tells about this machine and the runtimes there are', async () => {
      const info = await way.bridge.request('engine.info', {})
      expect(info.host.cpus.length).toBeGreaterThan(0)
      const { manifests } = await way.bridge.request('catalogue.list', {})
      const ids = manifests.map((manifest) => manifest.id)
      expect(ids).toEqual(expect.arrayContaining(['node', 'fastapi', 'python-freethreaded']))
    })

    test('saves, duplicates, exports, imports and deletes profiles, and says so', async () => {
      const [entry] = await way.bridge.request('profiles.list', {})
      if (entry === undefined) throw new Error('no built-in profile')
      const heard: string[][] = []
      const unsubscribe = way.bridge.subscribe('profiles', (entries) => {
        heard.push(entries.filter(({ builtIn }) => !builtIn).map(({ profile }) => profile.id))
      })
      const saved = await way.bridge.request('profiles.save', { profile: { ...entry.profile, id: 'mine' } })
      expect(saved.id).toBe('mine')
      const copy = await way.bridge.request('profiles.duplicate', { id: 'mine' })
      const file = await way.bridge.request('profiles.export', { id: 'mine' })
      await way.bridge.request('profiles.delete', { id: 'mine' })
      expect(await way.bridge.request('profiles.import', { text: file.text })).toEqual(saved)
      await way.bridge.request('profiles.delete', { id: 'mine' })
      await way.bridge.request('profiles.delete', { id: copy.id })
      await expect.poll(() => heard.length).toBe(6)
      expect(heard[0]).toEqual(['mine'])
      expect(heard.at(-1)).toEqual([])
      unsubscribe()
    })

    test('names every mistake in a profile by its path', async () => {
      const [entry] = await way.bridge.request('profiles.list', {})
      const broken = { ...entry?.profile, connections: 0, seed: 'x' }
      const failure = await way.bridge
        .request('plan.compile', { profile: broken })
        .catch((error: unknown) => error)
      expect(failure).toMatchObject({ code: 'profile.invalid' })
      expect(JSON.stringify(failure)).toContain('connections')
      expect(JSON.stringify(failure)).toContain('seed')
    })

    test('refuses what is not in the contract', async () => {
      expect(await codeOf(way.raw('no.such', {}))).toBe('ipc.bad-request')
      expect(await codeOf(way.raw('__proto__', {}))).toBe('ipc.bad-request')
      expect(await codeOf(way.raw('history.get', {}))).toBe('ipc.bad-request')
      expect(await codeOf(way.raw('run.active', { extra: 1 }))).toBe('ipc.bad-request')
      expect(await codeOf(way.raw('profiles.delete', { id: '../secret' }))).toBe('ipc.bad-request')
    })

    test('gives each failure its own code, hint and context', async () => {
      expect(await codeOf(way.bridge.request('history.get', { runId: 'none' }))).toBe('run.not-found')
      expect(await codeOf(way.bridge.request('run.cancel', { runId: 'none' }))).toBe('run.not-found')
      expect(await codeOf(way.bridge.request('profiles.delete', { id: 'first-look' }))).toBe(
        'profile.read-only',
      )
      expect(await codeOf(way.bridge.request('profiles.export', { id: 'none' }))).toBe('profile.not-found')
      expect(await codeOf(way.bridge.request('profiles.import', { text: '{' }))).toBe('profile.not-json')
    })

    test('answers many at once, each with its own', async () => {
      const ids = ['first-look', 'burst-100', 'hello-floor', 'json-churn']
      const files = await Promise.all(ids.map((id) => way.bridge.request('profiles.export', { id })))
      expect(files.map((file) => JSON.parse(file.text).id)).toEqual(ids)
      expect(await way.bridge.request('run.active', {})).toBeNull()
      expect(await way.bridge.request('history.list', {})).toEqual([])
    })
  })
}
