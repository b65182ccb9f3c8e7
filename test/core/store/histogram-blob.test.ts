// Histograms as bytes: lossless, small, and honest about damage.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blobToHistogram, histogramToBlob } from '../../../src/core/store/histogram-blob.ts'
import { makeHistogram } from '../../fakes/make-measurements.ts'
import { spreadTimes } from '../../fakes/make-run.ts'

describe('a histogram blob', () => {
  it('gives back every histogram exactly', () => {
    const times = fc.array(fc.integer({ min: 0, max: 4_000_000_000 }))
    fc.assert(
      fc.property(times, (values) => {
        const data = makeHistogram(values)
        expect(blobToHistogram(histogramToBlob(data))).toEqual(data)
      }),
    )
  })

  it('carries counts beyond 32 bits', () => {
    const data = { slots: Uint32Array.of(0, 23_551), counts: Float64Array.of(1, 2 ** 52) }
    expect(blobToHistogram(histogramToBlob(data))).toEqual(data)
  })

  it('takes less than 150 bytes for a window of 112 requests', () => {
    expect(histogramToBlob(makeHistogram(spreadTimes(112, 101_000))).length).toBeLessThan(150)
  })

  it('that ends inside a number is a coded error', () => {
    const blob = histogramToBlob(makeHistogram([5_000_000]))
    expect(() => blobToHistogram(blob.slice(0, -1))).toThrow(
      expect.objectContaining({ code: 'store.failed' }),
    )
  })
})
