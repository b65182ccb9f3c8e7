// Version 0, the first draft: one constant `rate` at the top, times at the top, a workload named by a bare word.
// Knows both shapes; what it cannot read it passes on, so that the schema names the mistake.
import type { Migration } from './index.ts'

const bareWorkloads: Record<string, unknown> = {
  hello: { kind: 'hello' },
  wait: { kind: 'wait', wait: { distribution: 'fixed', ms: 100 } },
  cpu: { kind: 'cpu', targetMs: 10 },
  json: { kind: 'json', items: 1_000 },
  blocking: { kind: 'blocking', ms: 100 },
}

export const fromDraft: Migration = {
  from: 0,
  to: 1,
  migrate(document) {
    const { rate, users, durationSeconds, warmUpSeconds, blocks, workload, contenders, ...rest } = document
    return {
      ...rest,
      schema: 'tailrace.profile',
      contenders: Array.isArray(contenders) ? contenders.map(contender) : contenders,
      workload: typeof workload === 'string' ? (bareWorkloads[workload] ?? workload) : workload,
      load: rest.load ?? load(rate, users),
      trials: rest.trials ?? {
        preset: 'custom',
        blocks: blocks ?? 3,
        warmUpSeconds: warmUpSeconds ?? 5,
        measureSeconds: durationSeconds ?? 8,
      },
    }
  },
}

/** The draft knew a constant open rate, or users without think time. */
function load(rate: unknown, users: unknown): unknown {
  if (users !== undefined) return { kind: 'closed', users }
  return { kind: 'open', rate: { shape: 'constant', ratePerSecond: rate } }
}

/** The draft had neither colours nor labels: the colour followed the position, the id was shown. */
function contender(value: unknown, index: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  const id: unknown = Reflect.get(value, 'id')
  return { colour: index % 8, label: id, knobs: {}, ...value }
}
