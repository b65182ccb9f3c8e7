// What the page may reach: the contract's two functions, nothing else. Checks nothing; both ends do.
import { contextBridge, ipcRenderer } from 'electron'
import { type ExposedBridge, eventChannel, requestChannel } from '../ipc/electron-channels.ts'

const listeners = new Set<{ name: string; listener: (payload: unknown) => void }>()

ipcRenderer.on(eventChannel, (_event, name: unknown, payload: unknown) => {
  for (const entry of [...listeners]) if (entry.name === name) entry.listener(payload)
})

const exposed: ExposedBridge = {
  request: (name, params) => ipcRenderer.invoke(requestChannel, name, params),
  subscribe(name, listener) {
    const entry = { name, listener }
    listeners.add(entry)
    return () => {
      listeners.delete(entry)
    }
  },
}

contextBridge.exposeInMainWorld('tailrace', exposed)
