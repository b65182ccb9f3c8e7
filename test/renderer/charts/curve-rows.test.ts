// The percentile curve's axis of exceedance.
import { expect, test } from 'vitest'
import { curveRows, ninesLabel, ninesOf, responseColumn } from '../../../src/renderer/charts/curve-rows.ts'
import { makeResult } from '../../fakes/make-run.ts'

test('each nine is one step to the right', () => {
  expect([90, 99, 99.9, 99.99].map((percentile) => Math.round(ninesOf(percentile) * 1e6) / 1e6)).toEqual([
    1, 2, 3, 4,
  ])
  expect([ninesOf(50), 1, 2, 3, 4].map(ninesLabel)).toEqual(['50', '90', '99', '99.9', '99.99'])
})

test('the rows of a result rise from left to right, without the maximum that has no place there', () => {
  const { contenders } = makeResult()
  const rows = curveRows(contenders)
  expect(rows.length).toBeGreaterThan(5)
  for (const contender of contenders) {
    const values = rows.map((row) => row[responseColumn(contender.id)]).filter((value) => value != null)
    expect(values).toEqual([...values].sort((a, b) => a - b))
  }
  expect(rows.every((row) => Number.isFinite(row.nines))).toBe(true)
})

test('a long curve is thinned to the limit', () => {
  const contender = makeResult().contenders[0]
  const curve = Array.from({ length: 2_000 }, (_, index) => {
    return { percentile: index / 20, responseUs: index, serviceUs: index }
  })
  expect(contender).toBeDefined()
  if (contender !== undefined) expect(curveRows([{ ...contender, curve }])).toHaveLength(300)
})
