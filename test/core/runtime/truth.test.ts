import { describe, expect, it } from 'vitest'
import { checkTruth } from '../../../src/core/runtime/truth.ts'
import type { Telemetry, WorkerReady } from '../../../src/model/telemetry.ts'
import { makeManifest } from './manifests.ts'
import { makeReady, makeTelemetry } from './reports.ts'

const claim = { manifest: makeManifest({ expects: { gil: 'off', loop: 'uvloop' } }), knobs: {} }

function check(ready: WorkerReady, latest?: Telemetry): () => void {
  const lines = new Map(latest === undefined ? [] : [[latest.worker, latest]])
  return () => checkTruth(claim, [ready], lines)
}

describe('the truth probes', () => {
  it('pass where every worker is what the manifest claims', () => {
    expect(check(makeReady())).not.toThrow()
    expect(check(makeReady(), makeTelemetry())).not.toThrow()
  })

  const lies: readonly [string, WorkerReady, Telemetry | undefined, string][] = [
    [
      'a GIL that is on',
      makeReady({ gilEnabled: true }),
      undefined,
      'expected the GIL off, its probe says on',
    ],
    ['no word about the GIL', makeReady({ gilEnabled: null }), undefined, 'its probe says there is none'],
    [
      'another loop',
      makeReady({ loopClass: 'asyncio.Loop' }),
      undefined,
      'expected the loop uvloop, it runs asyncio.Loop',
    ],
    [
      'a GIL that came on under load',
      makeReady(),
      makeTelemetry({ gilEnabled: true }),
      'expected the GIL off, its probe says on',
    ],
    [
      'a GIL that was on at the start, though it is off now',
      makeReady({ gilEnabled: true }),
      makeTelemetry(),
      'expected the GIL off',
    ],
    ['a replaced process', makeReady(), makeTelemetry({ pid: 101 }), 'process 100 was replaced by 101'],
    ['a replaced thread', makeReady(), makeTelemetry({ threadId: 7 }), 'thread 100 was replaced by 7'],
    [
      'a loop that changed',
      makeReady(),
      makeTelemetry({ loopClass: 'uvloop.Other' }),
      'its loop changed from uvloop.Loop to uvloop.Other',
    ],
  ]
  it.each(lies)('find %s', (_what, ready, latest, message) => {
    expect(check(ready, latest)).toThrow(
      expect.objectContaining({
        code: 'server.probe-failed',
        message: expect.stringContaining(`Sample, worker 0: `),
      }),
    )
    expect(check(ready, latest)).toThrow(message)
  })
})
