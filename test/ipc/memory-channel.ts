// Two ends of a channel in memory: delivery is asynchronous and through JSON, as on every real transport.
import { EventEmitter } from 'node:events'
import type { Channel } from '../../src/ipc/channel.ts'

export interface MemoryEnd extends Channel {
  close(): void
  /** listeners that were added and not removed */
  listenerCount(): number
}

export function memoryChannel(): [MemoryEnd, MemoryEnd] {
  const sides = [new EventEmitter(), new EventEmitter()] as const
  let open = true
  const close = (): void => {
    if (!open) return
    open = false
    for (const side of sides) side.emit('close')
  }
  const end = (own: EventEmitter, other: EventEmitter): MemoryEnd => ({
    send(message) {
      const text = JSON.stringify(message)
      queueMicrotask(() => {
        if (open) other.emit('message', JSON.parse(text))
      })
    },
    onMessage(listener) {
      own.on('message', listener)
      return () => own.off('message', listener)
    },
    onClose(listener) {
      own.on('close', listener)
      return () => own.off('close', listener)
    },
    close,
    listenerCount: () => own.listenerCount('message') + own.listenerCount('close'),
  })
  return [end(sides[0], sides[1]), end(sides[1], sides[0])]
}
