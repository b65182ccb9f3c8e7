// Numbers as people read them.
import { describe, expect, test } from 'vitest'
import {
  formatBytes,
  formatEstimate,
  formatLatency,
  formatRate,
  formatRatio,
  formatSeconds,
  formatShare,
  plural,
  threeDigits,
} from '../../../src/renderer/ui/format.ts'

describe('formatLatency', () => {
  test.each([
    [0, '0 µs'],
    [0.42, '0.42 µs'],
    [57, '57 µs'],
    [999.4, '999 µs'],
    [999.6, '1 ms'],
    [1_234, '1.23 ms'],
    [101_400, '101 ms'],
    [999_499, '999 ms'],
    [999_600, '1 s'],
    [1_328_000, '1.33 s'],
    [119_900_000, '120 s'],
    [150_000_000, '2.5 min'],
    [Number.POSITIVE_INFINITY, '∞'],
  ])('%d µs is %s', (us, text) => {
    expect(formatLatency(us)).toBe(text)
  })
})

test('three digits never turn into exponents and drop zeros that say nothing', () => {
  expect([1_234_567, 100, 99.96, 10, 1.5, 0.05, -2.345].map(threeDigits)).toEqual([
    '1,234,567',
    '100',
    '100',
    '10',
    '1.5',
    '0.05',
    '-2.35',
  ])
})

test('seconds read as people say them', () => {
  expect([8, 59.6, 120, 150, 3_600, 3_900].map(formatSeconds)).toEqual([
    '8 s',
    '1 min',
    '2 min',
    '2 min 30 s',
    '1 h',
    '1 h 5 min',
  ])
})

test('an estimate is rounded to what it can promise', () => {
  expect([3, 47, 75, 140, 700, 4_000].map(formatEstimate)).toEqual([
    '5 s',
    '50 s',
    '1 min 30 s',
    '2 min 30 s',
    '12 min',
    '1 h 7 min',
  ])
})

test('rates, bytes, shares, ratios and counts carry their units', () => {
  expect(formatRate(450)).toBe('450/s')
  expect(formatRate(12_345.6)).toBe('12,346/s')
  expect([512, 70_000_000, 1_024 ** 3].map(formatBytes)).toEqual(['512 B', '70 MB', '1.07 GB'])
  expect(formatShare(0.0123)).toBe('1.23 %')
  expect([1.8, 12.4].map(formatRatio)).toEqual(['1.80×', '12×'])
  expect([plural(1, 'trial'), plural(3, 'trial')]).toEqual(['1 trial', '3 trials'])
})
