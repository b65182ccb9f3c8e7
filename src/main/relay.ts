// Relays the contract between our page and the engine: one request channel, one event channel. Knows no request.
import { type BrowserWindow, ipcMain, type WebFrameMain } from 'electron'
import type { Handler } from '../ipc/channel.ts'
import { type Answer, eventChannel, requestChannel } from '../ipc/electron-channels.ts'
import { TailraceError, toEnvelope } from '../model/errors.ts'
import { isOurs } from './window.ts'

export interface RelayOptions {
  readonly engine: Handler
  /** only the top frame of this page may ask */
  readonly address: string
  readonly windows: () => readonly BrowserWindow[]
}

/** Returns the function that ends the relay. */
export function startRelay(options: RelayOptions): () => void {
  ipcMain.handle(requestChannel, async (event, name: unknown, params: unknown): Promise<Answer> => {
    try {
      if (!isOurFrame(event.senderFrame, options.address)) {
        throw new TailraceError('ipc.unauthorised', 'Only the page of Tailrace may ask the engine')
      }
      if (typeof name !== 'string') {
        throw new TailraceError('ipc.bad-request', 'The name of a request is a text')
      }
      return { ok: true, result: await options.engine.handle(name, params) }
    } catch (error) {
      return { ok: false, error: toEnvelope(error) }
    }
  })
  const removeListener = options.engine.onEvent((name, payload) => {
    for (const window of options.windows()) {
      if (!window.isDestroyed() && isOurs(window.webContents.getURL(), options.address)) {
        window.webContents.send(eventChannel, name, payload)
      }
    }
  })
  return () => {
    removeListener()
    ipcMain.removeHandler(requestChannel)
  }
}

function isOurFrame(frame: WebFrameMain | null, address: string): boolean {
  return frame !== null && frame.parent === null && isOurs(frame.url, address)
}
