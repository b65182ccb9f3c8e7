// `--workload cpu:targetMs=60` as a workload. Pure; the profile's schema checks the bounds.
import type { Workload } from '../../model/workload.ts'
import { workloadKinds, workloadSchema } from '../../model/workload.ts'
import { badArgument, parseSpec, type Spec } from './arguments.ts'

const option = '--workload'

/** What a workload is without settings; DESIGN §5. */
const defaults: Record<Workload['kind'], Workload> = {
  hello: { kind: 'hello' },
  wait: { kind: 'wait', wait: { distribution: 'fixed', ms: 100 } },
  cpu: { kind: 'cpu', count: 10_000_000 },
  mixed: { kind: 'mixed', waitMs: 100, count: 10_000_000 },
  json: { kind: 'json', items: 1_000 },
  blocking: { kind: 'blocking', ms: 200 },
}

/** Throws `usage.bad-argument` naming the setting that is wrong and what was expected. */
export function parseWorkload(text: string): Workload {
  const spec = parseSpec(option, text)
  const kind = workloadKinds.find((known) => known === spec.name)
  if (kind === undefined) throw badArgument(option, text, `one of ${workloadKinds.join(', ')}`)
  const settings = settingsOf(spec)
  const candidate = kind === 'wait' ? waitOf(settings) : { ...baseOf(kind, settings), ...settings }
  const parsed = workloadSchema.safeParse(candidate)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const where = issue === undefined || issue.path.length === 0 ? kind : issue.path.join('.')
  throw badArgument(option, text, `${where}: ${issue?.message ?? 'a known workload'}`)
}

/** `targetMs` replaces the default `count`, and the other way round: exactly one may be given. */
function baseOf(kind: Workload['kind'], settings: Record<string, unknown>): Record<string, unknown> {
  const base: Record<string, unknown> = { ...defaults[kind] }
  if ('targetMs' in settings) delete base.count
  return base
}

function waitOf(settings: Record<string, unknown>): unknown {
  if (Object.keys(settings).length === 0) return defaults.wait
  const distribution = settings.distribution ?? ('ms' in settings ? 'fixed' : undefined)
  return {
    kind: 'wait',
    wait: { ...settings, distribution },
  }
}

function settingsOf(spec: Spec): Record<string, unknown> {
  const entries = [...spec.settings].map(([key, value]) => {
    const number = value.trim() === '' ? Number.NaN : Number(value)
    return [key, Number.isNaN(number) ? value : number] as const
  })
  return Object.fromEntries(entries)
}
