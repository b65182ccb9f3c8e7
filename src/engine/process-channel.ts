// A contract channel over Node's IPC between a process and its parent. JSON on the wire, so that the parent may be an
// older Node than the child (Electron's). Knows nothing of the contract.
import type { Channel } from '../ipc/channel.ts'

/** What `process` and a `ChildProcess` have in common. */
export interface IpcEnd {
  readonly connected?: boolean
  send?(message: unknown, done: (error: Error | null) => void): unknown
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'disconnect', listener: () => void): unknown
  off(event: 'message', listener: (message: unknown) => void): unknown
  off(event: 'disconnect', listener: () => void): unknown
}

/** `onLost` hears of a message that could not be written because the far side is going away. */
export function processChannel(end: IpcEnd, onLost: (error: Error) => void = () => undefined): Channel {
  return {
    send(message) {
      if (end.send === undefined || end.connected === false) {
        onLost(new Error('the IPC channel is closed'))
        return
      }
      end.send(message, (error) => {
        if (error !== null) onLost(error)
      })
    },
    onMessage(listener) {
      end.on('message', listener)
      return () => end.off('message', listener)
    },
    onClose(listener) {
      end.on('disconnect', listener)
      return () => end.off('disconnect', listener)
    },
  }
}
