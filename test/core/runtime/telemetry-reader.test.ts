import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createTelemetryReader,
  longestLine,
  type ServerEvent,
} from '../../../src/core/runtime/telemetry-reader.ts'
import { makeReady, makeTelemetry } from './reports.ts'

function read(chunks: readonly Uint8Array[]): ServerEvent[] {
  const events: ServerEvent[] = []
  const reader = createTelemetryReader((event) => events.push(event))
  for (const chunk of chunks) reader.push(chunk)
  reader.end()
  return events
}

const bytes = (text: string) => Buffer.from(text)

describe('reading what a server says', () => {
  it('tells ready lines, telemetry and logs apart', () => {
    const [ready, telemetry] = [makeReady(), makeTelemetry()]
    const text = `${JSON.stringify(ready)}\nlistening\r\n\n${JSON.stringify(telemetry)}\n{"level":"info"}\n`
    expect(read([bytes(text)])).toEqual([
      { kind: 'ready', ready },
      { kind: 'log', line: 'listening' },
      { kind: 'telemetry', telemetry },
      { kind: 'log', line: '{"level":"info"}' },
    ])
  })

  it('gives the same events however the bytes are cut, also inside a character', () => {
    const text = `Grüße – 你好\n${JSON.stringify(makeTelemetry({ worker: 'größer' }))}\nend`
    const whole = read([bytes(text)])
    const cuts = fc.array(fc.integer({ min: 0, max: bytes(text).length }), { maxLength: 12 })
    fc.assert(
      fc.property(cuts, (places) => {
        const edges = [0, ...places.sort((a, b) => a - b), bytes(text).length]
        const chunks = edges.slice(1).map((edge, index) => bytes(text).subarray(edges[index], edge))
        expect(read(chunks)).toEqual(whole)
      }),
    )
    expect(whole).toHaveLength(3)
  })

  it('names the field of a line that claims to be of the contract and is not', () => {
    const { lagUs: _gone, ...line } = makeTelemetry()
    const [event] = read([bytes(`${JSON.stringify(line)}\n`)])
    expect(event).toMatchObject({ kind: 'malformed', why: expect.stringContaining('lagUs') })
  })

  it('takes half a line of a worker that died while writing as a log line', () => {
    expect(read([bytes('{"type":"telemetry","wor')])).toEqual([
      { kind: 'log', line: '{"type":"telemetry","wor' },
    ])
  })

  it('cuts an endless line once, holds no more of it, and reads on after its end', () => {
    const chunks = Array.from({ length: 40 }, () => bytes('x'.repeat(10_000)))
    const events = read([...chunks, bytes('tail\nnext\n')])
    expect(events).toHaveLength(2)
    const [cut, next] = events
    expect(cut).toMatchObject({ kind: 'log', line: expect.stringMatching(/^x+ … \(line cut\)$/) })
    expect(cut?.kind === 'log' ? cut.line.length : 0).toBeLessThan(longestLine + 20)
    expect(next).toEqual({ kind: 'log', line: 'next' })
  })
})
