// Finds a set of connections spread evenly over the server's workers: open, ask who answers, keep what fits.
// Keep-alive connections spread badly by themselves (METHOD §3: 64 on 4 workers gave 47/17/0/0). Bounded in tries.
import type { Connection, ConnectionOwner } from './connection.ts'
import type { Dispatcher } from './dispatcher.ts'
import { OpenWindow } from './open-window.ts'
import { untilTold } from './until-told.ts'

/** Each round opens as many connections as the set holds. */
const maxRounds = 20

/** Replaces the dispatcher's connections by a set in which workers differ by at most one, or the nearest to it found. */
export async function balanceConnections(
  dispatcher: Dispatcher,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<void> {
  const wanted = dispatcher.connections.length
  const found = new Map<number, Connection[]>()
  try {
    for (let round = 0; round < maxRounds && !signal.aborted; round++) {
      const probe = new ProbeRound(dispatcher, wanted)
      await probe.run(timeoutMs, signal)
      if (probe.answered.length === 0) break
      for (const connection of probe.answered) {
        const worker = connection.parser.worker
        found.set(worker, [...(found.get(worker) ?? []), connection])
      }
      const most = Math.ceil(wanted / found.size)
      for (const connections of found.values()) {
        for (const extra of connections.splice(most)) extra.abort(null)
      }
      // Unnamed workers cannot be told apart, so there is nothing to balance.
      if (found.has(-1) || total(found) >= wanted) break
    }
  } finally {
    install(dispatcher, pickEvenly(found, wanted))
  }
}

function total(found: ReadonlyMap<number, readonly Connection[]>): number {
  return [...found.values()].reduce((sum, connections) => sum + connections.length, 0)
}

/** Takes one of each worker in turn until the set is full; closes the rest. */
function pickEvenly(found: ReadonlyMap<number, readonly Connection[]>, wanted: number): Connection[] {
  const picked: Connection[] = []
  const lists = [...found.values()]
  const longest = Math.max(0, ...lists.map((list) => list.length))
  for (let turn = 0; turn < longest; turn++) {
    for (const list of lists) {
      const connection = list[turn]
      if (connection === undefined) continue
      if (picked.length < wanted) picked.push(connection)
      else connection.abort(null)
    }
  }
  return picked
}

function install(dispatcher: Dispatcher, picked: readonly Connection[]): void {
  for (const [index, connection] of picked.entries()) {
    const old = dispatcher.connections[index]
    if (old !== undefined) dispatcher.replace(old, connection)
  }
}

/** Opens connections beside the dispatcher's and sends one request on each. */
class ProbeRound implements ConnectionOwner {
  readonly answered: Connection[] = []
  readonly #connections: Connection[]
  readonly #dispatcher: Dispatcher
  readonly #window = new OpenWindow()
  #left: number
  #done: (() => void) | null = null

  constructor(dispatcher: Dispatcher, count: number) {
    this.#dispatcher = dispatcher
    this.#left = count
    this.#connections = Array.from({ length: count }, () => dispatcher.newConnection(this))
  }

  async run(timeoutMs: number, signal: AbortSignal): Promise<void> {
    for (const connection of this.#connections) connection.open()
    await untilTold(timeoutMs, signal, (tell) => {
      this.#done = tell
    })
    this.#done = null
    for (const connection of this.#connections) {
      if (!this.answered.includes(connection)) connection.abort(null)
    }
  }

  connected(): void {
    this.#dispatcher.connected()
  }

  opened(connection: Connection): void {
    connection.send(this.#window, 0, 0)
  }

  responded(connection: Connection): void {
    connection.window = null
    if (connection.reusable) this.answered.push(connection)
    this.#settle()
  }

  failed(connection: Connection): void {
    connection.window = null
    this.#settle()
  }

  lost(): void {
    this.#settle()
  }

  #settle(): void {
    this.#left--
    if (this.#left === 0) this.#done?.()
  }
}
