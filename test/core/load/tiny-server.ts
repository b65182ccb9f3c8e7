// Small real TCP servers that misbehave exactly as asked, with a log of what reached them; and a load to send them.
import { createServer, type Server, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { startGenerator } from '../../../src/core/load/start-generator.ts'
import {
  type GeneratorEvent,
  type GeneratorSummary,
  type LoadSpec,
  loadSpecSchema,
  type Window,
} from '../../../src/model/generator.ts'

export const generatorEntry = fileURLToPath(new URL('../../../src/core/load/generator.ts', import.meta.url))

export interface TinyServer extends AsyncDisposable {
  readonly port: number
  requests: number
  connections: number
}

export const okAnswer = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello'

/** `answer` hears every complete request (they have no bodies) with its number, from 1. */
export async function startTinyServer(
  answer: (socket: Socket, request: number) => void,
): Promise<TinyServer> {
  const open = new Set<Socket>()
  const server: Server = createServer((socket) => {
    tiny.connections++
    open.add(socket)
    let text = ''
    socket.on('close', () => open.delete(socket))
    // The client resets connections on purpose; its 'close' is all that matters here.
    socket.on('error', () => socket.destroy())
    socket.on('data', (data) => {
      text += data.toString('latin1')
      for (let end = text.indexOf('\r\n\r\n'); end >= 0; end = text.indexOf('\r\n\r\n')) {
        text = text.slice(end + 4)
        tiny.requests++
        answer(socket, tiny.requests)
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port was given')
  const tiny: TinyServer = {
    port: address.port,
    requests: 0,
    connections: 0,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return tiny
}

export type SpecParts = Partial<LoadSpec> & Pick<LoadSpec, 'port'>

export const steady = (ratePerSecond: number): LoadSpec['load'] => ({
  kind: 'open',
  rate: { shape: 'constant', ratePerSecond },
  arrivals: 'uniform',
})

export function specOf(parts: SpecParts): LoadSpec {
  return loadSpecSchema.parse({
    host: '127.0.0.1',
    path: '/',
    load: steady(100),
    warmUpSeconds: 0,
    measureSeconds: 0.5,
    connections: 4,
    timeoutMs: 1_000,
    pacing: 'efficient',
    seed: 7,
    ...parts,
  })
}

export interface Driven {
  readonly summary: GeneratorSummary
  /** the last telling of each window */
  readonly windows: readonly Window[]
  readonly events: readonly GeneratorEvent[]
}

/** Runs one load in a generator process of its own. */
export async function driveTiny(parts: SpecParts, signal = new AbortController().signal): Promise<Driven> {
  await using generator = await startGenerator({
    entry: generatorEntry,
    nodePath: process.execPath,
    cpus: [],
  })
  const events: GeneratorEvent[] = []
  const last = new Map<string, Window>()
  const summary = await generator.run(
    specOf(parts),
    (event) => {
      events.push(event)
      if (event.type === 'window') last.set(`${event.window.phase} ${event.window.index}`, event.window)
    },
    signal,
  )
  return { summary, windows: [...last.values()], events }
}
