// The engine's answer to every request of the contract, the same for the app, the browser and the command line.
import { type EventName, type RequestName, type RequestResult, requests } from '../ipc/contract.ts'
import { TailraceError } from '../model/errors.ts'
import { parseOrThrow } from '../model/parse.ts'
import { type EngineParts, openEngineParts } from './engine-parts.ts'
import type { Installation } from './installation.ts'
import { createHandlers } from './request-handlers.ts'

export type EventListener = (name: EventName, payload: unknown) => void

export interface EngineService {
  /** Validates `params` by the contract; throws a `TailraceError`. */
  handle(name: string, params: unknown): Promise<unknown>
  /** Returns the function that unsubscribes. */
  onEvent(listener: EventListener): () => void
  /** Cancels a run, stops every server, closes the store. May be called twice. */
  close(): Promise<void>
}

export interface EngineOptions {
  readonly installation: Installation
  readonly dataFolder?: string
  readonly cacheFolder?: string
  /** someone sits at a terminal and can be asked */
  readonly terminal?: boolean
}

export type Handlers = {
  [N in RequestName]: (
    params: ReturnType<(typeof requests)[N]['params']['parse']>,
  ) => Promise<RequestResult<N>>
}

/** Opens the store, starts the guardian and answers requests until `close`. */
export async function createEngine(options: EngineOptions): Promise<EngineService> {
  const listeners = new Set<EventListener>()
  const emit: EventListener = (name, payload) => {
    for (const listener of listeners) listener(name, payload)
  }
  const parts: EngineParts = await openEngineParts(options, emit)
  const handlers = createHandlers(parts, emit)
  let closing: Promise<void> | null = null
  return {
    handle: async (name, params) => {
      if (closing !== null) throw new TailraceError('ipc.engine-gone', 'The engine is closing')
      if (!isRequestName(name)) {
        throw new TailraceError('ipc.bad-request', `Unknown request “${name}”`, { context: { name } })
      }
      return await dispatch(handlers, name, params)
    },
    onEvent: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => {
      closing ??= parts.close()
      return closing
    },
  }
}

function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(requests, name)
}

async function dispatch<N extends RequestName>(handlers: Handlers, name: N, params: unknown) {
  const parsed = parseOrThrow(requests[name].params, params, 'ipc.bad-request', name)
  return await handlers[name](parsed as never)
}
