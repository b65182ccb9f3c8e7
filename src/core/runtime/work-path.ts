// From a workload to the request that asks for it: the query names of runtimes/README.md. Pure.
import type { WaitDistribution, Workload } from '../../model/workload.ts'

/** Origin-form request target, e.g. `/work/cpu?count=10000000`. */
export function workPath(workload: Workload): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parametersOf(workload))) {
    if (value !== undefined) query.set(name, typeof value === 'number' ? decimal(value) : value)
  }
  const text = query.toString()
  return text === '' ? `/work/${workload.kind}` : `/work/${workload.kind}?${text}`
}

type Parameters = Record<string, string | number | undefined>

function parametersOf(workload: Workload): Parameters {
  switch (workload.kind) {
    case 'hello':
      return {}
    case 'wait':
      return waitParameters(workload.wait)
    case 'cpu':
      return { count: workload.count, targetMs: workload.targetMs }
    case 'mixed':
      return { waitMs: workload.waitMs, count: workload.count, targetMs: workload.targetMs }
    case 'json':
      return { items: workload.items }
    case 'blocking':
      return { ms: workload.ms }
  }
}

/** The distribution first, then its own parameters: the order is part of what a log or a trace shows. */
function waitParameters({ distribution, ...rest }: WaitDistribution): Parameters {
  return { distribution, ...rest }
}

/** Plain decimal digits: JavaScript would write 1e-7, which the contract does not read. */
function decimal(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text
}
