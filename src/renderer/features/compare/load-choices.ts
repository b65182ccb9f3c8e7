// What each kind of load and each shape of rate starts as when it is chosen. Pure.
import type { Load, Shape } from '../../../model/load.ts'

export const loadKinds = ['open', 'closed', 'burst'] as const
export const shapeKinds = ['constant', 'ramp', 'steps', 'spike'] as const

export const loadWords: Record<Load['kind'], string> = {
  open: 'Requests arrive on schedule, whether the server keeps up or not: what users out there do.',
  closed:
    'Each user waits for the answer: service time only. Hides what a slow server does to those who do not wait.',
  burst: 'All at once, then nothing: how long until the last one is answered?',
}

/** A typical rate per second of a shape, carried over when the shape changes. */
function typicalRate(shape: Shape): number {
  switch (shape.shape) {
    case 'constant':
      return shape.ratePerSecond
    case 'ramp':
      return shape.toPerSecond
    case 'steps':
      return shape.fromPerSecond
    case 'spike':
      return shape.basePerSecond
  }
}

export function shapeOf(kind: Shape['shape'], before: Shape, measureSeconds: number): Shape {
  const rate = typicalRate(before)
  switch (kind) {
    case 'constant':
      return { shape: 'constant', ratePerSecond: rate }
    case 'ramp':
      return { shape: 'ramp', fromPerSecond: Math.max(0.1, Math.round(rate / 10)), toPerSecond: rate }
    case 'steps':
      return {
        shape: 'steps',
        fromPerSecond: rate,
        stepPerSecond: Math.max(1, Math.round(rate / 4)),
        stepSeconds: Math.max(0.5, Math.round(measureSeconds / 4)),
      }
    case 'spike':
      return {
        shape: 'spike',
        basePerSecond: rate,
        spikePerSecond: rate * 3,
        spikeAtSeconds: Math.round(measureSeconds / 3),
        spikeSeconds: Math.max(0.5, Math.round(measureSeconds / 8)),
      }
  }
}

export function loadOf(kind: Load['kind'], before: Load): Load {
  if (kind === before.kind) return before
  switch (kind) {
    case 'open':
      return { kind: 'open', rate: { shape: 'constant', ratePerSecond: 450 }, arrivals: 'uniform' }
    case 'closed':
      return { kind: 'closed', users: 64, thinkTimeMs: 0 }
    case 'burst':
      return { kind: 'burst', count: 100 }
  }
}
