// `--fail-on 'p99 > 200ms'` as an objective of the profile. Pure.
import type { Objective } from '../../model/profile.ts'
import { badArgument } from './arguments.ts'

const option = '--fail-on'

const metrics = new Map<string, Objective['metric']>([
  ['p50', 'p50'],
  ['p90', 'p90'],
  ['p99', 'p99'],
  ['p99.9', 'p999'],
  ['p999', 'p999'],
  ['errors', 'errorShare'],
])

/** milliseconds in one of each unit */
const units: Record<string, number> = { us: 0.001, µs: 0.001, ms: 1, s: 1_000 }

/** A run fails where the condition holds, so `p99 > 200ms` demands p99 of at most 200 ms. */
export function parseObjective(text: string): Objective {
  const match = /^\s*([\w.]+)\s*>\s*(\d+\.?\d*|\.\d+)\s*(us|µs|ms|s|%)\s*$/.exec(text)
  const [, name = '', amount = '', unit = ''] = match ?? []
  const metric = metrics.get(name)
  if (metric === undefined) throw badArgument(option, text, expected)
  const share = metric === 'errorShare'
  if (share !== (unit === '%')) throw badArgument(option, text, expected)
  if (share) return { metric, atMost: Number(amount) / 100 }
  return { metric, atMost: Number(amount) * (units[unit] ?? 1) }
}

const expected = `'p99 > 200ms' (p50, p90, p99, p99.9; us, ms, s) or 'errors > 1%'`
