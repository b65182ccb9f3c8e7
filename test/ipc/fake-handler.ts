// A service for transport tests only: answers what a test tells it to, and keeps count of its listeners.
import type { Handler } from '../../src/ipc/channel.ts'
import type { EventName } from '../../src/ipc/contract.ts'

export interface FakeHandler extends Handler {
  emit(name: EventName, payload: unknown): void
  listenerCount(): number
}

export function fakeHandler(answer: (name: string, params: unknown) => unknown): FakeHandler {
  const listeners = new Set<(name: EventName, payload: unknown) => void>()
  return {
    handle: async (name, params) => answer(name, params),
    onEvent(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    emit(name, payload) {
      for (const listener of [...listeners]) listener(name, payload)
    },
    listenerCount: () => listeners.size,
  }
}

export const finishedEvent = { type: 'finished', runId: 'r1', status: 'completed', error: null } as const
