// One browser window's WebSocket as a contract channel: JSON text, a bounded outbox, and pings that find the dead.
import type { WebSocket } from 'ws'
import type { Channel } from '../ipc/channel.ts'
import { engineMessageSchema } from '../ipc/messages.ts'
import { createOutbox } from './outbox.ts'

/** WebSocket close codes (RFC 6455 §7.4.1). */
const unsupportedData = 1003
const tryAgainLater = 1013

/** Owns `socket`: closes it when the client breaks the protocol, does not answer pings, or does not read. */
export function socketChannel(socket: WebSocket, pingEveryMs: number): Channel {
  let unanswered = 0
  const outbox = createOutbox({
    write: (text, done) => socket.send(text, done),
    overflow: () => socket.close(tryAgainLater, 'the window reads too slowly'),
  })
  const timer = setInterval(() => {
    // two, because a stall of this process delays pongs that have long arrived
    if (unanswered >= 2) {
      socket.terminate()
      return
    }
    unanswered += 1
    socket.ping()
  }, pingEveryMs)
  timer.unref()
  socket.on('pong', () => {
    unanswered = 0
  })
  // ws closes the connection itself after an error (too large, bad frame); 'close' follows.
  socket.on('error', () => undefined)
  socket.on('close', () => {
    clearInterval(timer)
    outbox.close()
  })
  return {
    send: (message) => outbox.send(engineMessageSchema.parse(message)),
    onMessage(listener) {
      const receive = (data: { toString(): string }, isBinary: boolean): void => {
        const message = isBinary ? undefined : parseJson(data.toString())
        if (message === undefined) socket.close(unsupportedData, 'expected JSON text')
        else listener(message)
      }
      socket.on('message', receive)
      return () => socket.off('message', receive)
    },
    onClose(listener) {
      socket.on('close', listener)
      return () => socket.off('close', listener)
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
