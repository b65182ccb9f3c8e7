// What a load and a workload add up to before anything is measured: arrivals, rates, service time. Pure arithmetic.
import type { Load, Shape } from '../../model/load.ts'
import type { WaitDistribution, Workload } from '../../model/workload.ts'

/**
 * Arrivals the load intends in `seconds`: the integral of the rate, rounded up because the first arrival is due at 0.
 * Poisson arrivals have it as their mean. Null for a closed loop, where the server decides.
 */
export function expectedArrivals(load: Load, seconds: number): number | null {
  if (load.kind === 'closed') return null
  if (load.kind === 'burst') return load.count
  // The subtraction keeps 450/s × 8 s at 3,600 where floating point makes it a hair more.
  return Math.ceil(integrateShape(load.rate, seconds) - 1e-6)
}

/** The lowest rate a falling staircase reaches: the model's smallest rate. */
const lowestRate = 0.1

/** The integral of the rate from 0 to `seconds`. */
export function integrateShape(shape: Shape, seconds: number): number {
  switch (shape.shape) {
    case 'constant':
      return shape.ratePerSecond * seconds
    case 'ramp':
      return ((shape.fromPerSecond + shape.toPerSecond) / 2) * seconds
    case 'steps': {
      let total = 0
      for (let step = 0; step * shape.stepSeconds < seconds; step += 1) {
        const rate = Math.max(lowestRate, shape.fromPerSecond + step * shape.stepPerSecond)
        total += rate * Math.min(shape.stepSeconds, seconds - step * shape.stepSeconds)
      }
      return total
    }
    case 'spike': {
      const spiked = Math.max(0, Math.min(shape.spikeSeconds, seconds - shape.spikeAtSeconds))
      return shape.basePerSecond * (seconds - spiked) + shape.spikePerSecond * spiked
    }
  }
}

/** The highest rate reached within `seconds`, per second. */
export function peakRate(shape: Shape, seconds: number): number {
  switch (shape.shape) {
    case 'constant':
      return shape.ratePerSecond
    case 'ramp':
      return Math.max(shape.fromPerSecond, shape.toPerSecond)
    case 'steps': {
      const lastStep = Math.max(0, Math.ceil(seconds / shape.stepSeconds - 1e-9) - 1)
      return Math.max(shape.fromPerSecond, shape.fromPerSecond + lastStep * shape.stepPerSecond)
    }
    case 'spike':
      return shape.spikeAtSeconds < seconds
        ? Math.max(shape.basePerSecond, shape.spikePerSecond)
        : shape.basePerSecond
  }
}

/** What one request holds on average, milliseconds: `waitMs` frees the loop, `busyMs` occupies a core or a thread. */
export interface ExpectedService {
  readonly waitMs: number
  readonly busyMs: number
}

/** Null where the time depends on the machine (equal work, JSON, hello). */
export function expectedService(workload: Workload): ExpectedService | null {
  switch (workload.kind) {
    case 'wait':
      return { waitMs: meanWaitMs(workload.wait), busyMs: 0 }
    case 'cpu':
      return workload.targetMs === undefined ? null : { waitMs: 0, busyMs: workload.targetMs }
    case 'mixed':
      return { waitMs: workload.waitMs, busyMs: workload.targetMs ?? 0 }
    case 'blocking':
      return { waitMs: 0, busyMs: workload.ms }
    case 'hello':
    case 'json':
      return null
  }
}

/** Means of the four distributions; lognormal from its median and p99, z(0.99) = 2.3263. */
export function meanWaitMs(wait: WaitDistribution): number {
  switch (wait.distribution) {
    case 'fixed':
      return wait.ms
    case 'bimodal':
      return wait.ms * (1 - wait.slowShare) + wait.slowMs * wait.slowShare
    case 'lognormal': {
      if (wait.medianMs === 0) return 0
      const sigma = Math.log(Math.max(1, wait.p99Ms / wait.medianMs)) / 2.326_347_874
      return wait.medianMs * Math.exp((sigma * sigma) / 2)
    }
    case 'pareto':
      return (wait.minimumMs * wait.shape) / (wait.shape - 1)
  }
}
