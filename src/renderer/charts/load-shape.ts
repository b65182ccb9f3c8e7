// The offered rate against time as polyline points, for the small drawing beside the load editor. Pure.
import type { Load, Shape } from '../../model/load.ts'

/** [seconds, requests per second] corners of the rate over `seconds`. */
export function shapeCorners(shape: Shape, seconds: number): [number, number][] {
  switch (shape.shape) {
    case 'constant':
      return [
        [0, shape.ratePerSecond],
        [seconds, shape.ratePerSecond],
      ]
    case 'ramp':
      return [
        [0, shape.fromPerSecond],
        [seconds, shape.toPerSecond],
      ]
    case 'steps':
      return stepCorners(shape, seconds)
    case 'spike': {
      const from = Math.min(shape.spikeAtSeconds, seconds)
      const to = Math.min(from + shape.spikeSeconds, seconds)
      return [
        [0, shape.basePerSecond],
        [from, shape.basePerSecond],
        [from, shape.spikePerSecond],
        [to, shape.spikePerSecond],
        [to, shape.basePerSecond],
        [seconds, shape.basePerSecond],
      ]
    }
  }
}

const mostSteps = 60

function stepCorners(shape: Shape & { shape: 'steps' }, seconds: number): [number, number][] {
  const corners: [number, number][] = []
  const count = Math.min(mostSteps, Math.ceil(seconds / shape.stepSeconds))
  for (let step = 0; step < count; step += 1) {
    const rate = Math.max(0, shape.fromPerSecond + step * shape.stepPerSecond)
    corners.push([step * shape.stepSeconds, rate])
    corners.push([Math.min(seconds, (step + 1) * shape.stepSeconds), rate])
  }
  return corners
}

/** SVG points in a box of `width` × `height`; the highest rate touches the top, zero the bottom. */
export function shapePoints(load: Load, seconds: number, width: number, height: number): string {
  const corners = loadCorners(load, seconds)
  const top = Math.max(...corners.map(([, rate]) => rate), 1e-9)
  return corners
    .map(([at, rate]) => `${round((at / seconds) * width)},${round(height - (rate / top) * height)}`)
    .join(' ')
}

function loadCorners(load: Load, seconds: number): [number, number][] {
  if (load.kind === 'open') return shapeCorners(load.rate, seconds)
  if (load.kind === 'closed') {
    return [
      [0, load.users],
      [seconds, load.users],
    ]
  }
  const width = seconds * 0.02
  return [
    [0, 0],
    [seconds * 0.1, 0],
    [seconds * 0.1, load.count],
    [seconds * 0.1 + width, load.count],
    [seconds * 0.1 + width, 0],
    [seconds, 0],
  ]
}

const round = (value: number): number => Math.round(value * 10) / 10
