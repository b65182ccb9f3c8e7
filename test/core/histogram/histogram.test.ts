import fc from 'fast-check'
import { build, decodeFromCompressedBase64 } from 'hdr-histogram-js'
import { describe, expect, it } from 'vitest'
import { decodeHistogram, encodeHistogram } from '../../../src/core/histogram/encoding.ts'
import { Histogram, quantileWithFailures } from '../../../src/core/histogram/histogram.ts'
import {
  highestOfSlot,
  highestTrackableUs,
  lowestOfSlot,
  slotCount,
  slotOf,
} from '../../../src/core/histogram/layout.ts'
import { TailraceError } from '../../../src/model/errors.ts'

const times = fc.array(
  fc.oneof(
    fc.integer({ min: 1, max: 5_000 }),
    fc.integer({ min: 1, max: 2_000_000 }),
    fc.integer({ min: 1, max: highestTrackableUs }),
  ),
  { minLength: 1, maxLength: 300 },
)

function histogramOf(values: readonly number[]): Histogram {
  const histogram = new Histogram()
  for (const value of values) histogram.record(value)
  return histogram
}

function referenceOf(values: readonly number[]) {
  const reference = build({ highestTrackableValue: highestTrackableUs, numberOfSignificantValueDigits: 3 })
  for (const value of values) reference.recordValue(value)
  return reference
}

describe('the slot layout', () => {
  it('holds every time to 3 significant digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: highestTrackableUs }), (value) => {
        const slot = slotOf(value)
        expect(lowestOfSlot(slot)).toBeLessThanOrEqual(value)
        expect(highestOfSlot(slot)).toBeGreaterThanOrEqual(value)
        expect(highestOfSlot(slot) - lowestOfSlot(slot)).toBeLessThanOrEqual(value / 1000)
      }),
    )
  })

  it('leaves no gap between slots', () => {
    for (let slot = 1; slot < slotCount; slot++) {
      expect(lowestOfSlot(slot)).toBe(highestOfSlot(slot - 1) + 1)
      expect(slotOf(Math.min(lowestOfSlot(slot), highestTrackableUs))).toBeLessThanOrEqual(slot)
    }
  })

  it('clamps what is out of range and counts it', () => {
    const histogram = histogramOf([-5, Number.NaN, 0.4, highestTrackableUs + 1, Number.POSITIVE_INFINITY])
    expect(histogram.total).toBe(5)
    expect(histogram.countAtSlot(0)).toBe(3)
    expect(histogram.beyondCount).toBe(2)
  })
})

describe('a histogram', () => {
  it('reads the same percentiles and mean as hdr-histogram-js', () => {
    fc.assert(
      fc.property(
        times,
        fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 5 }),
        (values, asked) => {
          const histogram = histogramOf(values)
          const reference = referenceOf(values)
          for (const percentile of [0, 50, 90, 99, 99.9, 100, ...asked]) {
            expect(histogram.valueAtPercentile(percentile)).toBe(reference.getValueAtPercentile(percentile))
          }
          expect(histogram.mean).toBeCloseTo(reference.mean, 6)
          expect(histogram.total).toBe(reference.totalCount)
        },
      ),
    )
  })

  it('merges parts into exactly the histogram of all values (case 14)', () => {
    fc.assert(
      fc.property(times, times, (left, right) => {
        const merged = histogramOf(left)
        merged.add(histogramOf(right))
        expect(merged.toData()).toEqual(histogramOf([...left, ...right]).toData())
      }),
    )
  })

  it('survives the trip through sparse data', () => {
    fc.assert(
      fc.property(times, (values) => {
        const histogram = histogramOf(values)
        const copy = Histogram.fromData(structuredClone(histogram.toData()))
        expect(copy.toData()).toEqual(histogram.toData())
        expect([copy.min, copy.max, copy.mean, copy.total]).toEqual([
          histogram.min,
          histogram.max,
          histogram.mean,
          histogram.total,
        ])
      }),
    )
  })

  it('counts what lies above a value', () => {
    const histogram = histogramOf([100, 200, 300, 400])
    expect(histogram.countAbove(200)).toBe(2)
    expect(histogram.countAbove(1)).toBe(4)
    expect(histogram.countAbove(400)).toBe(0)
  })

  it('is empty again after a reset', () => {
    const histogram = histogramOf([1, 1_000_000])
    histogram.reset()
    expect(histogram.toData().slots.length).toBe(0)
    expect([histogram.total, histogram.min, histogram.max, histogram.mean]).toEqual([0, 0, 0, 0])
    histogram.record(7)
    expect([histogram.min, histogram.max]).toEqual([7, 7])
  })

  it("gives HdrHistogram's own answer to one 100 s pause among 10,000 times of 1 ms", () => {
    const histogram = histogramOf(new Array(10_000).fill(1_000))
    histogram.record(100_000_000)
    expect(histogram.valueAtPercentile(99.99)).toBe(1_000)
    expect(histogram.max).toBeGreaterThanOrEqual(100_000_000)
  })
})

describe('a quantile over failures too', () => {
  it('counts what never answered as infinitely late', () => {
    const histogram = histogramOf([10, 20, 30, 40, 50, 60, 70, 80, 90])
    expect(quantileWithFailures(histogram, 0.9, 10)).toBe(90)
    expect(quantileWithFailures(histogram, 0.91, 10)).toBeNull()
    expect(quantileWithFailures(histogram, 0.5, 10)).toBe(50)
    expect(quantileWithFailures(new Histogram(), 0.5, 0)).toBeNull()
    expect(quantileWithFailures(new Histogram(), 0.5, 3)).toBeNull()
  })

  it('equals the plain percentile where nothing failed', () => {
    fc.assert(
      fc.property(times, fc.double({ min: 0.001, max: 1, noNaN: true }), (values, q) => {
        const histogram = histogramOf(values)
        expect(quantileWithFailures(histogram, q, values.length)).toBe(histogram.valueAtPercentile(q * 100))
      }),
    )
  })
})

describe('the HDR V2 text form', () => {
  it('is read by hdr-histogram-js as the same histogram', () => {
    fc.assert(
      fc.property(times, (values) => {
        const read = decodeFromCompressedBase64(encodeHistogram(histogramOf(values)))
        expect(read.totalCount).toBe(values.length)
        for (const percentile of [0, 50, 99, 100]) {
          expect(read.getValueAtPercentile(percentile)).toBe(
            referenceOf(values).getValueAtPercentile(percentile),
          )
        }
      }),
      { numRuns: 30 },
    )
  })

  it('reads what hdr-histogram-js wrote', () => {
    fc.assert(
      fc.property(times, (values) => {
        const text = Reflect.apply(
          Reflect.get(referenceOf(values), 'encodeIntoCompressedBase64'),
          referenceOf(values),
          [],
        )
        expect(typeof text).toBe('string')
        expect(decodeHistogram(String(text)).toData()).toEqual(histogramOf(values).toData())
      }),
      { numRuns: 30 },
    )
  })

  it('comes back the same, however large a count is', () => {
    const histogram = histogramOf([5])
    for (const count of [127, 128, 2 ** 31, 2 ** 40, 2 ** 52]) histogram.addAtSlot(count % 1000, count)
    expect(decodeHistogram(encodeHistogram(histogram)).toData()).toEqual(histogram.toData())
    expect(decodeHistogram(encodeHistogram(new Histogram())).total).toBe(0)
  })

  it('refuses what is not a histogram with a code', () => {
    const good = encodeHistogram(histogramOf([1, 2, 3]))
    for (const bad of ['', 'hello', good.slice(0, 20), good.slice(0, 12) + good.slice(16)]) {
      expect(() => decodeHistogram(bad)).toThrow(TailraceError)
    }
  })
})
