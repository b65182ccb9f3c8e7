// The one handle on the engine for all stores, and what is known about it. Which shell carries it is decided here.
import { create } from 'zustand'
import type {
  Bridge,
  EventName,
  EventPayload,
  RequestName,
  RequestParams,
  RequestResult,
  RuntimeStatus,
} from '../../ipc/contract.ts'
import type { ExposedBridge } from '../../ipc/electron-channels.ts'
import { type ErrorEnvelope, TailraceError, toEnvelope } from '../../model/errors.ts'
import type { Manifest } from '../../model/manifest.ts'
import { createElectronBridge } from './electron-bridge.ts'
import { takeToken } from './token.ts'
import { type Connection, createWebBridge } from './web-bridge.ts'

declare global {
  interface Window {
    /** set by Electron's preload */
    readonly tailrace?: ExposedBridge
  }
}

interface EngineState {
  /** there is a bridge to ask */
  attached: boolean
  connection: Connection
  info: RequestResult<'engine.info'> | null
  manifests: readonly Manifest[]
  statuses: readonly RuntimeStatus[]
  error: ErrorEnvelope | null
}

export const useEngine = create<EngineState>(() => ({
  attached: false,
  connection: 'connecting',
  info: null,
  manifests: [],
  statuses: [],
  error: null,
}))

let current: Bridge | null = null

/** Asks the engine; rejects with a `TailraceError` whatever the shell did to it on the way. */
export async function ask<N extends RequestName>(
  name: N,
  params: RequestParams<N>,
): Promise<RequestResult<N>> {
  if (current === null)
    throw new TailraceError('ipc.engine-gone', 'There is no connection to the engine yet.')
  return current.request(name, params)
}

/** Hears the engine's events until the returned function is called. */
export function listen<N extends EventName>(
  name: N,
  listener: (payload: EventPayload<N>) => void,
): () => void {
  if (current === null)
    throw new TailraceError('ipc.engine-gone', 'There is no connection to the engine yet.')
  return current.subscribe(name, listener)
}

/** Electron's bridge where there is one, else the WebSocket of the page's own origin. */
export function connect(): void {
  if (window.tailrace !== undefined) {
    attachBridge(createElectronBridge(window.tailrace))
    return
  }
  const token = takeToken({ location, history, storage: sessionStorage })
  if (token === null) {
    const error = new TailraceError('ipc.unauthorised', 'This page has no token for the engine.')
    useEngine.setState({ error: toEnvelope(error) })
    return
  }
  const bridge = createWebBridge({ url: `ws://${location.host}/ipc`, token, serverAnswers })
  attachBridge(bridge, 'connecting')
  bridge.onConnection((connection) => useEngine.setState({ connection }))
}

/** For Electron and for tests: any bridge that speaks the contract. */
export function attachBridge(bridge: Bridge, connection: Connection = 'connected'): void {
  current = bridge
  useEngine.setState({ attached: true, connection })
}

async function serverAnswers(): Promise<boolean> {
  try {
    return (await fetch(location.pathname, { method: 'HEAD', cache: 'no-store' })).ok
  } catch {
    return false
  }
}
