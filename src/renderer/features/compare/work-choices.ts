// The kinds of work on offer, what each starts as, and which contenders cannot do it. Pure.
import type { Manifest } from '../../../model/manifest.ts'
import type { Profile } from '../../../model/profile.ts'
import type { WaitDistribution, Workload, WorkloadKind } from '../../../model/workload.ts'

export const workWords: Record<WorkloadKind, { label: string; help: string }> = {
  hello: { label: 'Hello', help: 'Twelve bytes: the floor of the path.' },
  wait: { label: 'Wait', help: 'A timer, as if a database were asked.' },
  cpu: { label: 'CPU', help: 'A sum loop that holds a core.' },
  mixed: { label: 'Mixed', help: 'First a wait, then CPU, as a handler does.' },
  json: { label: 'JSON', help: 'Parse, transform and serialise a large document.' },
  blocking: { label: 'Blocking wait', help: 'The blunder: a synchronous wait in the handler.' },
}

export const workDefaults: Record<WorkloadKind, Workload> = {
  hello: { kind: 'hello' },
  wait: { kind: 'wait', wait: { distribution: 'fixed', ms: 100 } },
  cpu: { kind: 'cpu', targetMs: 20 },
  mixed: { kind: 'mixed', waitMs: 50, targetMs: 10 },
  json: { kind: 'json', items: 1_000 },
  blocking: { kind: 'blocking', ms: 50 },
}

export const waitDefaults: Record<WaitDistribution['distribution'], WaitDistribution> = {
  fixed: { distribution: 'fixed', ms: 100 },
  bimodal: { distribution: 'bimodal', ms: 5, slowMs: 80, slowShare: 0.02 },
  lognormal: { distribution: 'lognormal', medianMs: 20, p99Ms: 200 },
  pareto: { distribution: 'pareto', minimumMs: 10, shape: 2 },
}

/** Labels of the contenders whose runtime does not offer this work. */
export function unableContenders(
  profile: Profile,
  manifests: readonly Manifest[],
  kind: WorkloadKind,
): string[] {
  return profile.contenders
    .filter((contender) => {
      const manifest = manifests.find((candidate) => candidate.id === contender.runtime)
      return manifest !== undefined && !manifest.workloads.includes(kind)
    })
    .map((contender) => contender.label)
}
