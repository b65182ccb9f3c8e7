// Node's own response parser (llhttp) in the terms of ours: the reference of the parser tests.
import { createRequire } from 'node:module'
import { z } from 'zod'

const require = createRequire(import.meta.url)

interface RawParser {
  initialize(type: number, resource: object, maxHeaderSize: number): void
  execute(bytes: Buffer): number | Error
  finish(): Error | undefined
  [callback: number]: unknown
}
const constants = z.object({
  RESPONSE: z.number(),
  kOnHeadersComplete: z.number(),
  kOnMessageComplete: z.number(),
  kOnBody: z.number(),
})
const { HTTPParser } = z
  .object({ HTTPParser: z.custom<new () => RawParser>((value) => typeof value === 'function') })
  .parse(require('node:_http_common'))
const { RESPONSE, kOnHeadersComplete, kOnMessageComplete, kOnBody } = constants.parse(
  Object.fromEntries(Object.keys(constants.shape).map((name) => [name, Reflect.get(HTTPParser, name)])),
)

export type Verdict =
  | { kind: 'complete'; status: number; keepAlive: boolean; bodyBytes: number }
  | { kind: 'malformed' }
  | { kind: 'unfinished' }

/** What llhttp makes of the chunks, up to the end of the first final response. `ended`: the server closes after them. */
export function nodeVerdict(
  chunks: readonly Uint8Array[],
  options: { head: boolean; ended: boolean },
): Verdict {
  const parser = new HTTPParser()
  parser.initialize(RESPONSE, {}, 16_384)
  let status = 0
  let keepAlive = false
  let bodyBytes = 0
  let complete = false
  parser[kOnHeadersComplete] = (
    _major: number,
    _minor: number,
    _headers: unknown,
    _method: unknown,
    _url: unknown,
    code: number,
    _message: string,
    _upgrade: boolean,
    shouldKeepAlive: boolean,
  ) => {
    if (complete) return 0
    status = code
    keepAlive = shouldKeepAlive
    return options.head || code < 200 || code === 204 || code === 304 ? 1 : 0
  }
  parser[kOnBody] = (bytes: Uint8Array) => {
    if (!complete) bodyBytes += bytes.length
  }
  parser[kOnMessageComplete] = () => {
    if (status >= 200) complete = true
  }
  for (const chunk of chunks) {
    const result = parser.execute(Buffer.from(chunk))
    if (complete) return { kind: 'complete', status, keepAlive, bodyBytes }
    if (result instanceof Error) return { kind: 'malformed' }
  }
  if (!options.ended) return { kind: 'unfinished' }
  const result = parser.finish()
  if (complete) return { kind: 'complete', status, keepAlive, bodyBytes }
  return { kind: result instanceof Error ? 'malformed' : 'unfinished' }
}
