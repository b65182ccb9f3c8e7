// A profile and this host's facts to a plan: resolves every contender's knobs by its manifest first.
import { compilePlan } from '../core/plan/compile-plan.ts'
import { splitCores } from '../core/plan/split-cores.ts'
import { resolveKnobs, workersOf } from '../core/runtime/catalogue.ts'
import { TailraceError } from '../model/errors.ts'
import type { Manifest } from '../model/manifest.ts'
import type { Plan } from '../model/plan.ts'
import type { KnobValue, Profile } from '../model/profile.ts'
import type { EngineParts } from './engine-parts.ts'

/** Throws `runtime.*` naming the contender, or `plan.impossible`. */
export function planFor(parts: Pick<EngineParts, 'host' | 'runtimes'>, profile: Profile): Plan {
  const { host } = parts
  const serverCores = splitCores(host, profile.cores).serverCores
  const knobs: Record<string, Record<string, KnobValue>> = {}
  const workers: Record<string, number> = {}
  for (const contender of profile.contenders) {
    const manifest = manifestOf(parts, contender.runtime)
    if (!manifest.workloads.includes(profile.workload.kind)) {
      throw new TailraceError(
        'runtime.workload-unsupported',
        `${contender.label}: ${manifest.name} does not serve the workload “${profile.workload.kind}”`,
        { context: { contenderId: contender.id, workloads: manifest.workloads } },
      )
    }
    const resolved = resolveKnobs(manifest, contender.knobs, serverCores)
    knobs[contender.id] = resolved
    workers[contender.id] = workersOf(manifest, resolved)
  }
  return compilePlan({ profile, host, knobs, workers })
}

function manifestOf(parts: Pick<EngineParts, 'runtimes'>, id: string): Manifest {
  const found = parts.runtimes.find((runtime) => runtime.manifest.id === id)
  if (found === undefined) {
    const known = parts.runtimes.map((runtime) => runtime.manifest.id)
    throw new TailraceError('runtime.unknown', `There is no runtime “${id}”; known: ${known.join(', ')}`, {
      context: { id, known },
    })
  }
  return found.manifest
}
