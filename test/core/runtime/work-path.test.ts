import { describe, expect, it } from 'vitest'
import { workPath } from '../../../src/core/runtime/work-path.ts'
import type { Workload } from '../../../src/model/workload.ts'

describe('the request for a workload', () => {
  const cases: readonly [Workload, string][] = [
    [{ kind: 'hello' }, '/work/hello'],
    [{ kind: 'wait', wait: { distribution: 'fixed', ms: 100 } }, '/work/wait?distribution=fixed&ms=100'],
    [
      { kind: 'wait', wait: { distribution: 'bimodal', ms: 5, slowMs: 80, slowShare: 0.02 } },
      '/work/wait?distribution=bimodal&ms=5&slowMs=80&slowShare=0.02',
    ],
    [
      { kind: 'wait', wait: { distribution: 'lognormal', medianMs: 12, p99Ms: 80 } },
      '/work/wait?distribution=lognormal&medianMs=12&p99Ms=80',
    ],
    [
      { kind: 'wait', wait: { distribution: 'pareto', minimumMs: 1, shape: 1.5 } },
      '/work/wait?distribution=pareto&minimumMs=1&shape=1.5',
    ],
    [{ kind: 'cpu', count: 10_000_000 }, '/work/cpu?count=10000000'],
    [{ kind: 'cpu', targetMs: 60 }, '/work/cpu?targetMs=60'],
    [{ kind: 'mixed', waitMs: 100, targetMs: 0.5 }, '/work/mixed?waitMs=100&targetMs=0.5'],
    [{ kind: 'json', items: 1_000 }, '/work/json?items=1000'],
    [{ kind: 'blocking', ms: 50 }, '/work/blocking?ms=50'],
  ]
  it.each(cases)('%o', (workload, path) => {
    expect(workPath(workload)).toBe(path)
  })

  it('writes small numbers as decimals, never with an exponent', () => {
    const wait = { distribution: 'fixed', ms: 1e-7 } as const
    expect(workPath({ kind: 'wait', wait })).toBe('/work/wait?distribution=fixed&ms=0.0000001')
  })
})
