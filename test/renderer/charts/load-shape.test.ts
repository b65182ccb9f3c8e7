// The drawn shape of a load.
import { expect, test } from 'vitest'
import { shapeCorners, shapePoints } from '../../../src/renderer/charts/load-shape.ts'

test('a spike goes up and comes down where it says', () => {
  const corners = shapeCorners(
    { shape: 'spike', basePerSecond: 100, spikePerSecond: 300, spikeAtSeconds: 3, spikeSeconds: 2 },
    8,
  )
  expect(corners).toEqual([
    [0, 100],
    [3, 100],
    [3, 300],
    [5, 300],
    [5, 100],
    [8, 100],
  ])
})

test('falling steps stop at nothing, never below', () => {
  const corners = shapeCorners({ shape: 'steps', fromPerSecond: 100, stepPerSecond: -60, stepSeconds: 2 }, 8)
  expect(corners.map(([, rate]) => rate)).toEqual([100, 100, 40, 40, 0, 0, 0, 0])
})

test('the highest rate touches the top of the drawing', () => {
  const load = {
    kind: 'open',
    rate: { shape: 'ramp', fromPerSecond: 50, toPerSecond: 100 },
    arrivals: 'uniform',
  } as const
  expect(shapePoints(load, 8, 100, 40)).toBe('0,20 100,0')
})
