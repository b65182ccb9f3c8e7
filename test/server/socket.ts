// A browser's WebSocket as a test needs it: with any headers, and as a contract channel.
import { WebSocket } from 'ws'
import type { Channel } from '../../src/ipc/channel.ts'

export interface SocketOptions {
  origin?: string
  host?: string
  path?: string
  protocols?: string[]
}

/** Resolves with the open socket; rejects with the HTTP status that refused it. */
export function openSocket(port: number, token: string, options: SocketOptions = {}): Promise<WebSocket> {
  const socket = new WebSocket(
    `ws://127.0.0.1:${port}${options.path ?? '/ipc'}`,
    options.protocols ?? ['tailrace', `tailrace.${token}`],
    {
      ...(options.origin === '' ? {} : { origin: options.origin ?? `http://127.0.0.1:${port}` }),
      ...(options.host === undefined ? {} : { headers: { Host: options.host } }),
    },
  )
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket))
    socket.once('unexpected-response', (request, response) => {
      request.destroy()
      reject(new Error(`status ${response.statusCode}`))
    })
    socket.once('error', reject)
  })
}

export function clientChannel(socket: WebSocket): Channel {
  return {
    send: (message) => socket.send(JSON.stringify(message)),
    onMessage(listener) {
      const receive = (data: { toString(): string }): void => listener(JSON.parse(data.toString()))
      socket.on('message', receive)
      return () => socket.off('message', receive)
    },
    onClose(listener) {
      socket.on('close', listener)
      return () => socket.off('close', listener)
    },
  }
}
