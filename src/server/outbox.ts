// What waits for a browser that reads slowly: live points and progress are replaced by their latest, everything else
// is kept in order up to a limit. Knows nothing of sockets.
import type { EngineMessage } from '../ipc/messages.ts'

export interface OutboxOptions {
  /** Writes one message; calls `done` when the transport has taken it. */
  write(text: string, done: () => void): void
  /** The client takes too little for too long; it has to go. */
  overflow(): void
  /** bytes given to the transport and not taken yet, from which on messages wait here */
  readonly highWaterBytes?: number
  /** bytes that may wait here */
  readonly limitBytes?: number
}

export interface Outbox {
  send(message: EngineMessage): void
  /** messages that wait */
  readonly waiting: number
  close(): void
}

export function createOutbox(options: OutboxOptions): Outbox {
  const highWaterBytes = options.highWaterBytes ?? 512 * 1024
  const limitBytes = options.limitBytes ?? 32 * 1024 * 1024
  const queue = new Map<string, string>()
  let inFlightBytes = 0
  let waitingBytes = 0
  let serial = 0
  let open = true

  const flush = (): void => {
    for (const [key, text] of queue) {
      if (!open || inFlightBytes >= highWaterBytes) return
      queue.delete(key)
      waitingBytes -= text.length
      inFlightBytes += text.length
      options.write(text, () => {
        inFlightBytes -= text.length
        flush()
      })
    }
  }
  return {
    send(message) {
      if (!open) return
      const text = JSON.stringify(message)
      const key = replaceableKey(message) ?? `#${serial++}`
      waitingBytes += text.length - (queue.get(key)?.length ?? 0)
      queue.set(key, text)
      flush()
      if (waitingBytes <= limitBytes) return
      this.close()
      options.overflow()
    },
    get waiting() {
      return queue.size
    },
    close() {
      open = false
      queue.clear()
      waitingBytes = 0
    },
  }
}

/** Messages with the same key replace each other; null: must arrive. */
function replaceableKey(message: EngineMessage): string | null {
  if (message.kind !== 'event' || message.name !== 'run') return null
  const payload = message.payload
  if (typeof payload !== 'object' || payload === null || !('type' in payload)) return null
  if (payload.type === 'progress') return 'progress'
  if (payload.type !== 'point' || !('point' in payload)) return null
  const point = payload.point
  if (typeof point !== 'object' || point === null || !('trialIndex' in point)) return null
  return `point ${String(point.trialIndex)}`
}
