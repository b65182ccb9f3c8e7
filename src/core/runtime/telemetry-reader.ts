// Splits a server's stdout into what it says: ready lines, telemetry, logs. Incremental and tolerant; judges nothing.
import { StringDecoder } from 'node:string_decoder'
import {
  type Telemetry,
  telemetrySchema,
  type WorkerReady,
  workerReadySchema,
} from '../../model/telemetry.ts'

/** `malformed`: JSON that claims to be of the contract and is not; `why` names the field. */
export type ServerEvent =
  | { readonly kind: 'ready'; readonly ready: WorkerReady }
  | { readonly kind: 'telemetry'; readonly telemetry: Telemetry }
  | { readonly kind: 'malformed'; readonly line: string; readonly why: string }
  | { readonly kind: 'log'; readonly line: string }

/** A longer line is cut there: a server must not fill our memory. */
export const longestLine = 65_536

export interface TelemetryReader {
  push(chunk: Uint8Array): void
  /** The stream ended: what is left over counts as a line. */
  end(): void
}

export function createTelemetryReader(onEvent: (event: ServerEvent) => void): TelemetryReader {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  let skipping = false

  const take = (line: string) => {
    if (skipping) skipping = false
    else if (line.trim() !== '') onEvent(readLine(line))
  }
  const split = (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) take(line)
    if (rest.length > longestLine) {
      // The start is told once, the remainder up to the next line end is dropped.
      if (!skipping) onEvent({ kind: 'log', line: `${rest.slice(0, longestLine)} … (line cut)` })
      skipping = true
      rest = ''
    }
  }
  return {
    push: (chunk) => split(decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))),
    end: () => {
      split(decoder.end())
      if (rest !== '') take(rest)
      rest = ''
    },
  }
}

/** One complete line, without its end. */
export function readLine(line: string): ServerEvent {
  const text = line.trimEnd()
  const value = text.startsWith('{') ? parseJson(text) : undefined
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined
  if (type === 'ready') {
    const parsed = workerReadySchema.safeParse(value)
    if (parsed.success) return { kind: 'ready', ready: parsed.data }
    return { kind: 'malformed', line: text, why: describe(parsed.error.issues[0]) }
  }
  if (type === 'telemetry') {
    const parsed = telemetrySchema.safeParse(value)
    if (parsed.success) return { kind: 'telemetry', telemetry: parsed.data }
    return { kind: 'malformed', line: text, why: describe(parsed.error.issues[0]) }
  }
  return { kind: 'log', line: text }
}

/** Undefined for half a line of a worker that died while writing, or output that merely looks like JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function describe(issue: { path: PropertyKey[]; message: string } | undefined): string {
  return issue === undefined ? 'invalid' : `${issue.path.join('.')}: ${issue.message}`
}
