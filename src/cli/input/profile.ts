// Which profile `compare` runs: a saved or built-in one by id, or a file, changed by the options. Asks the engine for
// profiles and presets; decides nothing about their validity.
import type { Bridge } from '../../ipc/contract.ts'
import { TailraceError } from '../../model/errors.ts'
import type { Manifest } from '../../model/manifest.ts'
import type { Objective, Profile } from '../../model/profile.ts'
import type { Workload } from '../../model/workload.ts'
import { parseContenders } from './contender.ts'
import { type LoadOptions, loadOf } from './load-options.ts'
import { readProfileFile } from './profile-file.ts'

export const defaultProfileId = 'first-look'

export interface CompareOptions extends Omit<LoadOptions, 'failOn'> {
  contender?: string[]
  workload?: Workload
  failOn?: Objective[]
  backend?: 'auto' | 'process'
  cores?: 'dedicated' | 'shared'
  /** false: --no-provision */
  provision: boolean
}

/** `name` is an id, or the path of a profile file of any version. Throws `profile.*`. */
export async function findProfile(bridge: Bridge, name: string): Promise<Profile> {
  const entries = await bridge.request('profiles.list', {})
  const found = entries.find((entry) => entry.profile.id === name)
  if (found !== undefined) return found.profile
  if (/[./\\]/.test(name))
    return await bridge.request('profiles.parse', { text: await readProfileFile(name) })
  throw new TailraceError('profile.not-found', `There is no profile "${name}"`, {
    hint: `Use one of ${entries.map((entry) => entry.profile.id).join(', ')}, or the path of a profile file.`,
    context: { id: name },
  })
}

/** `base` with what the options change; the same object where they change nothing. */
export function changeProfile(
  base: Profile,
  options: CompareOptions,
  manifests: readonly Manifest[],
): Profile {
  const contenders =
    options.contender === undefined ? base.contenders : parseContenders(options.contender, manifests)
  const keepsReference = contenders.some((contender) => contender.id === base.reference)
  const { reference, ...rest } = base
  const profile: Profile = {
    ...rest,
    ...(keepsReference && reference !== undefined ? { reference } : {}),
    contenders,
    workload: options.workload ?? base.workload,
    load: loadOf(options, base.load) ?? base.load,
    trials: trialsOf(base, options),
    objectives: options.failOn ?? base.objectives,
    connections: options.connections ?? base.connections,
    timeoutMs: options.timeout ?? base.timeoutMs,
    balance: options.balance ?? base.balance,
    backend: options.backend ?? base.backend,
    cores: options.cores ?? base.cores,
    pacing: options.pacing ?? base.pacing,
    seed: options.seed ?? base.seed,
  }
  const same = JSON.stringify(sorted(profile)) === JSON.stringify(sorted(base))
  return same ? base : { ...profile, id: 'command-line', name: `${base.name}, changed`.slice(0, 80) }
}

function trialsOf(base: Profile, options: CompareOptions): Profile['trials'] {
  const { duration, warmUp, trials } = options
  if (duration === undefined && warmUp === undefined && trials === undefined) return base.trials
  return {
    ...base.trials,
    preset: 'custom',
    blocks: trials ?? base.trials.blocks,
    // a time that was asked for is kept to, not stretched until things are steady
    warmUpUntilSteady: warmUp === undefined && base.trials.warmUpUntilSteady,
    warmUpSeconds: warmUp ?? base.trials.warmUpSeconds,
    measureSeconds: duration ?? base.trials.measureSeconds,
  }
}

function sorted(profile: Profile): [string, unknown][] {
  return Object.entries(profile).sort(([left], [right]) => left.localeCompare(right))
}
