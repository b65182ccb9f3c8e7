// The two channels between Electron's main process and preload. Types and names only: preload is sandboxed and small.
import type { ErrorEnvelope } from '../model/errors.ts'

export const requestChannel = 'tailrace:request'
export const eventChannel = 'tailrace:event'

/** Electron strips thrown errors of their fields, so failures cross as values. */
export type Answer = { ok: true; result: unknown } | { ok: false; error: ErrorEnvelope }

/** What preload puts on `window.tailrace`; the renderer's electron-bridge.ts makes a typed bridge of it. */
export interface ExposedBridge {
  /** Resolves with an {@link Answer}. */
  request(name: string, params: unknown): Promise<unknown>
  /** Returns the function that unsubscribes. */
  subscribe(name: string, listener: (payload: unknown) => void): () => void
}
