// Workloads, loads and trials as short phrases. Pure; the same words on every screen.
import type { Load, Shape } from '../../model/load.ts'
import type { Trials } from '../../model/profile.ts'
import type { WaitDistribution, Workload } from '../../model/workload.ts'
import { formatCount, formatRate, formatSeconds, plural, threeDigits } from './format.ts'

const wait = (value: WaitDistribution): string => {
  switch (value.distribution) {
    case 'fixed':
      return `wait ${threeDigits(value.ms)} ms`
    case 'bimodal':
      return `wait ${threeDigits(value.ms)} ms, ${threeDigits(value.slowShare * 100)} % ${threeDigits(value.slowMs)} ms`
    case 'lognormal':
      return `wait, lognormal, median ${threeDigits(value.medianMs)} ms`
    case 'pareto':
      return `wait, Pareto from ${threeDigits(value.minimumMs)} ms`
  }
}

const cpu = (value: { count?: number | undefined; targetMs?: number | undefined }): string =>
  value.count === undefined
    ? `${threeDigits(value.targetMs ?? 0)} ms of CPU`
    : `${formatCount(value.count)} iterations`

export function describeWorkload(workload: Workload): string {
  switch (workload.kind) {
    case 'hello':
      return 'hello, 12 bytes'
    case 'wait':
      return wait(workload.wait)
    case 'cpu':
      return cpu(workload)
    case 'mixed':
      return `wait ${threeDigits(workload.waitMs)} ms, then ${cpu(workload)}`
    case 'json':
      return `JSON of ${plural(workload.items, 'item')}`
    case 'blocking':
      return `blocking wait ${threeDigits(workload.ms)} ms`
  }
}

export function describeShape(shape: Shape): string {
  switch (shape.shape) {
    case 'constant':
      return formatRate(shape.ratePerSecond)
    case 'ramp':
      return `ramp ${formatRate(shape.fromPerSecond)} to ${formatRate(shape.toPerSecond)}`
    case 'steps':
      return `steps from ${formatRate(shape.fromPerSecond)}, ${shape.stepPerSecond >= 0 ? '+' : '−'}${formatRate(Math.abs(shape.stepPerSecond))} every ${formatSeconds(shape.stepSeconds)}`
    case 'spike':
      return `${formatRate(shape.basePerSecond)} with a spike to ${formatRate(shape.spikePerSecond)}`
  }
}

export function describeLoad(load: Load): string {
  switch (load.kind) {
    case 'open':
      return `open loop, ${describeShape(load.rate)}${load.arrivals === 'poisson' ? ', Poisson' : ''}`
    case 'closed':
      return `closed loop, ${plural(load.users, 'user')}`
    case 'burst':
      return `one burst of ${formatCount(load.count)}`
  }
}

export function describeTrials(trials: Trials): string {
  return `${plural(trials.blocks, 'trial')} of ${formatSeconds(trials.measureSeconds)} each`
}
