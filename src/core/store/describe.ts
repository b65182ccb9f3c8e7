// A profile's work and load in a few words, for lists of runs. Pure.
import type { Load, Shape } from '../../model/load.ts'
import type { WaitDistribution, Workload } from '../../model/workload.ts'

export function describeWorkload(workload: Workload): string {
  switch (workload.kind) {
    case 'hello':
      return 'hello'
    case 'wait':
      return `wait ${describeWait(workload.wait)}`
    case 'cpu':
      return `cpu ${describeCpu(workload)}`
    case 'mixed':
      return `wait ${workload.waitMs} ms, then cpu ${describeCpu(workload)}`
    case 'json':
      return `json ${workload.items.toLocaleString('en-GB')} items`
    case 'blocking':
      return `blocking ${workload.ms} ms`
  }
}

export function describeLoad(load: Load): string {
  switch (load.kind) {
    case 'open':
      return `open loop ${describeShape(load.rate)}${load.arrivals === 'poisson' ? ', Poisson' : ''}`
    case 'closed':
      return `${load.users} users${load.thinkTimeMs > 0 ? `, ${load.thinkTimeMs} ms think time` : ''}`
    case 'burst':
      return `burst of ${load.count}`
  }
}

function describeWait(wait: WaitDistribution): string {
  switch (wait.distribution) {
    case 'fixed':
      return `${wait.ms} ms`
    case 'bimodal':
      return `${wait.ms} ms, ${wait.slowShare * 100} % ${wait.slowMs} ms`
    case 'lognormal':
      return `lognormal, median ${wait.medianMs} ms, p99 ${wait.p99Ms} ms`
    case 'pareto':
      return `Pareto from ${wait.minimumMs} ms, shape ${wait.shape}`
  }
}

function describeCpu(amount: { count?: number | undefined; targetMs?: number | undefined }): string {
  return amount.targetMs === undefined
    ? `${(amount.count ?? 0).toLocaleString('en-GB')} rounds`
    : `${amount.targetMs} ms`
}

function describeShape(shape: Shape): string {
  switch (shape.shape) {
    case 'constant':
      return `${shape.ratePerSecond}/s`
    case 'ramp':
      return `${shape.fromPerSecond} to ${shape.toPerSecond}/s`
    case 'steps':
      return `${shape.fromPerSecond}/s, ${shape.stepPerSecond >= 0 ? '+' : ''}${shape.stepPerSecond} every ${shape.stepSeconds} s`
    case 'spike':
      return `${shape.basePerSecond}/s, spike to ${shape.spikePerSecond}/s`
  }
}
