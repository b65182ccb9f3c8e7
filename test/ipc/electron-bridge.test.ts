// The page's end of the desktop shell, over what preload exposes.
import { expect, test, vi } from 'vitest'
import type { ExposedBridge } from '../../src/ipc/electron-channels.ts'
import { TailraceError, toEnvelope } from '../../src/model/errors.ts'
import { createElectronBridge } from '../../src/renderer/app/electron-bridge.ts'
import { finishedEvent } from './fake-handler.ts'

function preload(answer: unknown) {
  const listeners = new Map<string, Set<(payload: unknown) => void>>()
  const exposed: ExposedBridge = {
    // as over contextBridge: a copy
    request: async () => structuredClone(answer),
    subscribe(name, listener) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set.add(listener))
      return () => set.delete(listener)
    },
  }
  const count = (): number => [...listeners.values()].reduce((sum, set) => sum + set.size, 0)
  const emit = (name: string, payload: unknown): void =>
    listeners.get(name)?.forEach((hear) => void hear(payload))
  return { exposed, emit, count }
}

test('a failure that crossed as a value is a TailraceError again', async () => {
  const error = toEnvelope(new TailraceError('run.busy', 'busy', { hint: 'wait', context: { pid: 1 } }))
  const bridge = createElectronBridge(preload({ ok: false, error }).exposed)
  const failure = await bridge.request('history.list', {}).catch((reason: unknown) => reason)
  expect(failure).toBeInstanceOf(TailraceError)
  expect(failure).toMatchObject(error)
})

test.each([{ ok: true, result: [{ runId: 5 }] }, { ok: false }, null, 'text'])(
  'an answer that breaks the contract is a coded error: %j',
  async (answer) => {
    const bridge = createElectronBridge(preload(answer).exposed)
    await expect(bridge.request('history.list', {})).rejects.toMatchObject({ code: 'ipc.bad-request' })
  },
)

test('events are checked, and unsubscribing leaves nothing behind', () => {
  const { exposed, emit, count } = preload(null)
  const warn = vi.fn()
  const heard = vi.fn()
  const unsubscribe = createElectronBridge(exposed, warn).subscribe('run', heard)
  emit('run', finishedEvent)
  emit('run', { type: 'finished' })
  emit('profiles', [])
  expect(heard.mock.calls).toEqual([[finishedEvent]])
  expect(warn).toHaveBeenCalledTimes(1)
  unsubscribe()
  expect(count()).toBe(0)
})
