import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { createClient } from '../../src/ipc/client.ts'
import { createLink } from '../../src/ipc/link.ts'
import { serveChannel } from '../../src/ipc/serve-channel.ts'
import { TailraceError } from '../../src/model/errors.ts'
import { fakeHandler, finishedEvent } from './fake-handler.ts'
import { memoryChannel } from './memory-channel.ts'

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('a request over a channel', () => {
  test('comes back with the answer the contract promises', async () => {
    const [shell, engine] = memoryChannel()
    serveChannel(
      engine,
      fakeHandler(() => []),
    )
    await expect(createClient(shell).request('history.list', {})).resolves.toEqual([])
  })

  test('comes back with a coded error as it was thrown', async () => {
    const [shell, engine] = memoryChannel()
    const thrown = new TailraceError('run.busy', 'another run', { hint: 'wait', context: { pid: 7 } })
    serveChannel(
      engine,
      fakeHandler(() => {
        throw thrown
      }),
    )
    const failure = await createClient(shell)
      .request('run.active', {})
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(TailraceError)
    expect(failure).toMatchObject({
      code: 'run.busy',
      message: 'another run',
      hint: 'wait',
      context: { pid: 7 },
    })
  })

  test('that is not in the contract is refused and never reaches the service', async () => {
    const [shell, engine] = memoryChannel()
    const answer = vi.fn()
    serveChannel(engine, fakeHandler(answer))
    const link = createLink(shell)
    for (const name of ['no.such', '__proto__', 'constructor', 'toString']) {
      await expect(link.handle(name, {})).rejects.toMatchObject({ code: 'ipc.bad-request' })
    }
    expect(answer).not.toHaveBeenCalled()
  })

  test('whose answer breaks the contract is a coded error, not a wrong value', async () => {
    const [shell, engine] = memoryChannel()
    serveChannel(
      engine,
      fakeHandler(() => [{ runId: 1 }]),
    )
    await expect(createClient(shell).request('history.list', {})).rejects.toMatchObject({
      code: 'ipc.bad-request',
    })
  })

  test('gets its own answer, in whatever order the answers come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }), async (order) => {
        const [shell, engine] = memoryChannel()
        const answers: ((value: unknown) => void)[] = []
        serveChannel(
          engine,
          fakeHandler((_name, params) => new Promise((resolve) => answers.push(() => resolve(params)))),
        )
        const link = createLink(shell)
        const asked = order.map((_, index) => link.handle('profiles.save', { profile: index }))
        await settled()
        for (const index of order) answers[index]?.(null)
        expect(await Promise.all(asked)).toEqual(order.map((_, index) => ({ profile: index })))
        expect(link.pending).toBe(0)
      }),
      { numRuns: 30 },
    )
  })
})

describe('a message that is no request', () => {
  test('never makes the server throw, and is answered where it has an id', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (junk) => {
        const [shell, engine] = memoryChannel()
        const bad = vi.fn()
        const stop = serveChannel(
          engine,
          fakeHandler(() => null),
          bad,
        )
        const answers: unknown[] = []
        shell.onMessage((message) => answers.push(message))
        shell.send(junk)
        shell.send({ kind: 'request', id: 1, name: 'no.such', params: {} })
        await settled()
        expect(answers.at(-1)).toMatchObject({ kind: 'failure', id: 1, error: { code: 'ipc.bad-request' } })
        expect(answers.length - 1 + bad.mock.calls.length).toBe(1)
        stop()
      }),
    )
  })

  test('with an id gets a failure for that id', async () => {
    const [shell, engine] = memoryChannel()
    serveChannel(
      engine,
      fakeHandler(() => null),
    )
    const answers: unknown[] = []
    shell.onMessage((message) => answers.push(message))
    shell.send({ kind: 'request', id: 5, name: 'run.active', params: {}, extra: true })
    await settled()
    expect(answers).toMatchObject([{ kind: 'failure', id: 5, error: { code: 'ipc.bad-request' } }])
  })

  test('from the engine does not end the conversation', async () => {
    const [shell, engine] = memoryChannel()
    const bad = vi.fn()
    const link = createLink(shell, bad)
    engine.send({ kind: 'response', id: 'one' })
    engine.send({ kind: 'response', id: 99, result: null })
    await settled()
    expect(bad).toHaveBeenCalledTimes(1)
    serveChannel(
      engine,
      fakeHandler(() => 'still here'),
    )
    await expect(link.handle('run.active', {})).resolves.toBe('still here')
  })
})

describe('events', () => {
  test('reach those who subscribed to their name, until they unsubscribe', async () => {
    const [shell, engine] = memoryChannel()
    const handler = fakeHandler(() => null)
    serveChannel(engine, handler)
    const client = createClient(shell)
    const heard = vi.fn()
    const other = vi.fn()
    const unsubscribe = client.subscribe('run', heard)
    client.subscribe('profiles', other)
    handler.emit('run', finishedEvent)
    await settled()
    unsubscribe()
    handler.emit('run', finishedEvent)
    await settled()
    expect(heard.mock.calls).toEqual([[finishedEvent]])
    expect(other).not.toHaveBeenCalled()
  })

  test('that break the contract are reported and reach nobody', async () => {
    const [shell, engine] = memoryChannel()
    const handler = fakeHandler(() => null)
    serveChannel(engine, handler)
    const bad = vi.fn()
    const heard = vi.fn()
    createClient(shell, bad).subscribe('run', heard)
    handler.emit('run', { type: 'finished' })
    await settled()
    expect(heard).not.toHaveBeenCalled()
    expect(bad).toHaveBeenCalledTimes(1)
  })
})

describe('when the channel closes', () => {
  test('every pending request rejects with ipc.engine-gone, and later ones too', async () => {
    const [shell, engine] = memoryChannel()
    serveChannel(
      engine,
      fakeHandler(() => new Promise(() => undefined)),
    )
    const link = createLink(shell)
    const asked = [link.handle('run.active', {}), link.handle('history.list', {})]
    await settled()
    engine.close()
    for (const result of await Promise.allSettled(asked)) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'ipc.engine-gone' } })
    }
    await expect(link.handle('run.active', {})).rejects.toMatchObject({ code: 'ipc.engine-gone' })
  })

  test('nothing stays behind: no listeners on either side, no pending requests', async () => {
    const [shell, engine] = memoryChannel()
    const handler = fakeHandler(() => new Promise(() => undefined))
    serveChannel(engine, handler)
    const link = createLink(shell)
    link.onEvent(() => undefined)
    link.handle('run.active', {}).catch(() => undefined)
    await settled()
    shell.close()
    expect([shell.listenerCount(), engine.listenerCount(), handler.listenerCount(), link.pending]).toEqual([
      0, 0, 0, 0,
    ])
  })

  test('an answer that comes after the end is dropped', async () => {
    const [shell, engine] = memoryChannel()
    let finish: (value: unknown) => void = () => undefined
    const stop = serveChannel(
      engine,
      fakeHandler(
        () =>
          new Promise((resolve) => {
            finish = resolve
          }),
      ),
    )
    const answers: unknown[] = []
    shell.onMessage((message) => answers.push(message))
    shell.send({ kind: 'request', id: 1, name: 'run.active', params: {} })
    await settled()
    stop()
    finish(null)
    await settled()
    expect(answers).toEqual([])
  })
})
