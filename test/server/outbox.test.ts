import { expect, test, vi } from 'vitest'
import type { EngineMessage } from '../../src/ipc/messages.ts'
import { createOutbox } from '../../src/server/outbox.ts'

const point = (trialIndex: number, atSeconds: number): EngineMessage => ({
  kind: 'event',
  name: 'run',
  payload: { type: 'point', runId: 'r', point: { trialIndex, atSeconds } },
})
const progress = (elapsedSeconds: number): EngineMessage => ({
  kind: 'event',
  name: 'run',
  payload: { type: 'progress', progress: { elapsedSeconds } },
})
const response = (id: number): EngineMessage => ({ kind: 'response', id, result: 'x'.repeat(100) })

function slowReader(options: { limitBytes?: number } = {}) {
  const written: unknown[] = []
  const taken: (() => void)[] = []
  const overflow = vi.fn()
  const outbox = createOutbox({
    write: (text, done) => {
      written.push(JSON.parse(text))
      taken.push(done)
    },
    overflow,
    highWaterBytes: 1,
    ...options,
  })
  /** the reader takes everything, one message after the other */
  const drain = (): void => {
    for (let done = taken.shift(); done !== undefined; done = taken.shift()) done()
  }
  return { outbox, written, overflow, drain }
}

test('a window that keeps up gets everything, in order', () => {
  const { outbox, written, drain } = slowReader()
  const messages = [response(1), point(0, 1), point(0, 2), response(2)]
  for (const message of messages) {
    outbox.send(message)
    drain()
  }
  expect(written).toEqual(messages)
})

test('a window that reads slowly gets the latest point of each trial and every answer', () => {
  const { outbox, written, drain } = slowReader()
  outbox.send(response(1))
  for (let second = 0; second < 1_000; second += 1) {
    outbox.send(point(0, second))
    outbox.send(point(1, second))
    outbox.send(progress(second))
  }
  outbox.send(response(2))
  expect(outbox.waiting).toBe(4)
  drain()
  expect(written).toEqual([response(1), point(0, 999), point(1, 999), progress(999), response(2)])
})

test('other run events are never dropped', () => {
  const { outbox, written, drain } = slowReader()
  const trial = (index: number): EngineMessage => ({
    kind: 'event',
    name: 'run',
    payload: { type: 'trial', runId: 'r', trial: { index } },
  })
  for (const index of [0, 1, 2, 3]) outbox.send(trial(index))
  drain()
  expect(written).toEqual([0, 1, 2, 3].map(trial))
})

test('a window that takes nothing is given up before it fills the memory', () => {
  const { outbox, overflow, drain, written } = slowReader({ limitBytes: 1_000 })
  for (let id = 0; id < 100; id += 1) outbox.send(response(id))
  expect(overflow).toHaveBeenCalledTimes(1)
  expect(outbox.waiting).toBe(0)
  drain()
  expect(written).toHaveLength(1)
})
