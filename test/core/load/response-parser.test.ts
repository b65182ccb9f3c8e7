import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isComplete,
  isHeaderTooLarge,
  needsMore,
  ResponseParser,
} from '../../../src/core/load/response-parser.ts'
import { WorkerNames } from '../../../src/core/load/worker-names.ts'
import { nodeVerdict, type Verdict } from './node-parser.ts'

/** 3,000 in the unit suite; CI asks for 100,000. */
const cases = Number(process.env.TAILRACE_PARSER_CASES ?? 3_000)

const buffer = new Uint8Array(65_536)

function newParser(head = false, workers = new WorkerNames()): ResponseParser {
  return new ResponseParser({ buffer, withoutBody: head, workers })
}

/** Feeds one piece as a socket would: at the start of the shared buffer. */
function feed(parser: ResponseParser, bytes: Uint8Array): number {
  buffer.fill(0xff, 0, 4_096)
  buffer.set(bytes)
  return parser.read(bytes.length)
}

function ourVerdict(parser: ResponseParser, chunks: readonly Uint8Array[], ended: boolean): Verdict {
  for (const chunk of chunks) {
    if (chunk.length === 0) continue
    const result = feed(parser, chunk)
    if (result === isComplete) return complete(parser)
    if (result !== needsMore) return { kind: 'malformed' }
  }
  if (!ended) return { kind: 'unfinished' }
  return parser.finish() === isComplete
    ? complete(parser)
    : { kind: parser.started ? 'malformed' : 'unfinished' }
}

function complete(parser: ResponseParser): Verdict {
  return { kind: 'complete', status: parser.status, keepAlive: parser.keepAlive, bodyBytes: parser.bodyBytes }
}

/**
 * In HTTP/1.0 with both `keep-alive` and `close` we close, as RFC 9112 §9.3 says, where llhttp keeps the connection;
 * and llhttp tells of keep-alive before it is told that a HEAD has no body. everything else the verdicts are equal.
 */
function expectAgreement(
  ours: Verdict,
  chunks: readonly Uint8Array[],
  options: { head: boolean; ended: boolean },
): void {
  const theirs = nodeVerdict(chunks, options)
  const text = Buffer.concat(chunks).toString('latin1')
  const bothTokens = /HTTP\/(1\.0|0\.9|2\.0)/.test(text) && /close/i.test(text) && /keep-alive/i.test(text)
  if (options.head && ours.kind === 'complete' && theirs.kind === 'complete') {
    expect({ ...ours, keepAlive: true }).toEqual({ ...theirs, keepAlive: true })
  } else if (bothTokens && ours.kind === 'complete' && theirs.kind === 'complete' && !ours.keepAlive) {
    expect({ ...ours, keepAlive: true }).toEqual({ ...theirs, keepAlive: true })
  } else {
    expect(ours).toEqual(theirs)
  }
}

function split(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b)
  return [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length))
}

const token = fc.stringMatching(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,12}$/)
const value = fc.stringMatching(/^[\x20-\x7e\t]{0,30}$/)
const mixedCase = (name: string) =>
  fc
    .array(fc.boolean(), { minLength: name.length, maxLength: name.length })
    .map((upper) =>
      [...name].map((letter, index) => (upper[index] === true ? letter.toUpperCase() : letter)).join(''),
    )
const line = (name: string, values: fc.Arbitrary<string>) =>
  fc
    .tuple(mixedCase(name), fc.constantFrom(': ', ':', ':\t ', ':  '), values, fc.constantFrom('', ' ', '\t'))
    .map(([written, colon, text, blank]) => `${written}${colon}${text}${blank}`)
const otherLine = fc
  .tuple(token, value)
  .filter(
    ([name]) =>
      !/^(content-length|transfer-encoding|connection|x-worker|upgrade|proxy-connection)$/i.test(name),
  )
  .map(([name, text]) => `${name}: ${text}`)
const connectionLine = line(
  'connection',
  fc.constantFrom('close', 'keep-alive', 'Close', 'Keep-Alive', 'x, close'),
)

const chunkedBody = fc
  .tuple(
    fc.array(fc.tuple(fc.string({ minLength: 1, maxLength: 40 }), fc.constantFrom('', ';a=b', ';a'))),
    fc.array(otherLine, { maxLength: 2 }),
  )
  .map(([chunks, trailers]) => {
    const parts = chunks.map(([text, extension]) => {
      return `${Buffer.byteLength(text, 'latin1').toString(16)}${extension}\r\n${text}\r\n`
    })
    return `${parts.join('')}0\r\n${trailers.map((trailer) => `${trailer}\r\n`).join('')}\r\n`
  })

/** The framing lines and the body that goes with them. */
const framing = fc.oneof(
  fc
    .string({ maxLength: 60 })
    .map((body) => ({ lines: [`Content-Length: ${Buffer.byteLength(body, 'latin1')}`], body })),
  fc.tuple(fc.nat({ max: 80 }), fc.string({ maxLength: 60 })).map(([length, body]) => ({
    lines: [`content-length: ${length}`],
    body,
  })),
  chunkedBody.map((body) => ({ lines: ['Transfer-Encoding: chunked'], body })),
  fc.string({ maxLength: 60 }).map((body) => ({ lines: [], body })),
  fc
    .tuple(
      fc.constantFrom(
        'content-length: 1',
        'content-length: x',
        'content-length: ',
        'content-length: 99999999999999999999',
      ),
      fc.constantFrom('content-length: 1', 'transfer-encoding: chunked', 'transfer-encoding: gzip', 'x: y'),
      fc.constantFrom('', 'a', '0\r\n\r\n'),
    )
    .map(([first, second, body]) => ({ lines: [first, second], body })),
)
const response = fc
  .record({
    interim: fc.constantFrom(
      '',
      '',
      '',
      'HTTP/1.1 100 Continue\r\n\r\n',
      'HTTP/1.1 103 Early Hints\r\nlink: a\r\n\r\n',
    ),
    version: fc.constantFrom('HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0'),
    status: fc.constantFrom(200, 200, 201, 204, 206, 301, 304, 404, 429, 500, 503, 999),
    reason: fc.constantFrom(' OK', '', ' ', ' Not Found'),
    before: fc.array(fc.oneof(otherLine, connectionLine), { maxLength: 4 }),
    framing,
    after: fc.array(fc.oneof(otherLine, connectionLine), { maxLength: 2 }),
  })
  .map(({ interim, version, status, reason, before, framing: { lines, body }, after }) => {
    const head = [`${version} ${status}${reason}`, ...before, ...lines, ...after]
    return Buffer.from(`${interim}${head.join('\r\n')}\r\n\r\n${body}`, 'latin1')
  })

const mutation = fc.record({
  at: fc.nat(),
  byte: fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(13, 10, 32, 58, 0)),
  how: fc.nat(2),
})

function mutate(bytes: Uint8Array, changes: readonly { at: number; byte: number; how: number }[]): Buffer {
  let result = Buffer.from(bytes)
  for (const { at, byte, how } of changes) {
    const place = at % Math.max(1, result.length)
    const rest = result.subarray(how === 0 ? place : place + 1)
    result = Buffer.concat([
      result.subarray(0, place),
      how === 2 ? Buffer.alloc(0) : Buffer.from([byte]),
      rest,
    ])
  }
  return result
}

describe("the response parser beside Node's own", () => {
  const cuts = fc.array(fc.nat({ max: 600 }), { maxLength: 12 })

  it('gives the same verdict on responses, however they are split', () => {
    fc.assert(
      fc.property(response, cuts, fc.boolean(), fc.boolean(), (bytes, places, head, ended) => {
        const chunks = split(bytes, places)
        expectAgreement(ourVerdict(newParser(head), chunks, ended), chunks, { head, ended })
      }),
      { numRuns: cases },
    )
  })

  it('gives the same verdict on damaged responses', () => {
    fc.assert(
      fc.property(
        response,
        fc.array(mutation, { minLength: 1, maxLength: 3 }),
        cuts,
        (bytes, changes, places) => {
          const chunks = split(mutate(bytes, changes), places)
          expectAgreement(ourVerdict(newParser(), chunks, true), chunks, { head: false, ended: true })
        },
      ),
      { numRuns: cases },
    )
  })

  it('reads the second response as it would alone, whatever the first was', () => {
    fc.assert(
      fc.property(response, response, fc.boolean(), cuts, (first, second, same, places) => {
        const parser = newParser()
        if (ourVerdict(parser, [first], false).kind !== 'complete' || !parser.keepAlive) return
        const chunks = split(same ? first : second, places)
        expect(ourVerdict(parser, chunks, true)).toEqual(ourVerdict(newParser(), chunks, true))
      }),
      { numRuns: cases },
    )
  })
})

describe('the response parser', () => {
  const text = (lines: string) => Buffer.from(lines, 'latin1')
  const answer = (status: number, worker: string, body: string) =>
    text(`HTTP/1.1 ${status} OK\r\nx-worker: ${worker}\r\ncontent-length: ${body.length}\r\n\r\n${body}`)

  it('names the worker that answered by its number', () => {
    const workers = new WorkerNames()
    const parser = newParser(false, workers)
    const seen = ['a', 'b', 'a', 'a', 'c'].map((name) => {
      expect(feed(parser, answer(200, name, 'hello'))).toBe(isComplete)
      return workers.names[parser.worker]
    })
    expect(seen).toEqual(['a', 'b', 'a', 'a', 'c'])
    expect(feed(parser, text('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'))).toBe(isComplete)
    expect(parser.worker).toBe(-1)
  })

  it('sees a change of one byte anywhere in a head like the last', () => {
    const good = answer(200, 'worker-1', 'hello')
    for (let place = 0; place < good.length - 5; place++) {
      const parser = newParser()
      expect(feed(parser, good)).toBe(isComplete)
      const changed = Buffer.from(good)
      changed[place] = 0
      expect(ourVerdict(parser, [changed], true)).toEqual(
        nodeVerdict([changed], { head: false, ended: true }),
      )
    }
  })

  it('does not take the result of a response that was cut off for the next', () => {
    const parser = newParser()
    const good = answer(200, 'a', 'hello')
    const bad = answer(500, 'a', 'sorry')
    feed(parser, good)
    expect(feed(parser, bad.subarray(0, bad.length - 1))).toBe(needsMore)
    parser.reset()
    expect(feed(parser, bad)).toBe(isComplete)
    expect(parser.status).toBe(500)
  })

  it('refuses a head beyond 16 KiB as too large', () => {
    const parser = newParser()
    expect(feed(parser, text(`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(17_000)}\r\n\r\n`))).toBe(isHeaderTooLarge)
  })

  it('says how much of the buffer a response used, so that unasked bytes are seen', () => {
    const parser = newParser()
    const good = answer(200, 'a', 'hello')
    expect(feed(parser, Buffer.concat([good, text('HTTP')]))).toBe(isComplete)
    expect(parser.used).toBe(good.length)
  })
})
