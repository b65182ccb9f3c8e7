// Hosts and plans for tests. The plan is compiled for real, so it is as consistent as a user's.
import { compilePlan } from '../../src/core/plan/compile-plan.ts'
import type { Host } from '../../src/model/host.ts'
import type { Plan } from '../../src/model/plan.ts'
import type { Profile } from '../../src/model/profile.ts'
import { makeProfile } from './make-profile.ts'

/** Four physical cores, one hardware thread each. */
export function makeHost(overrides: Partial<Host> = {}): Host {
  return {
    platform: 'linux',
    arch: 'x64',
    kernel: '6.12.0',
    cpuModel: 'Example CPU',
    cpus: [0, 1, 2, 3],
    cores: [[0], [1], [2], [3]],
    memoryBytes: 16 * 2 ** 30,
    nodeVersion: '24.0.0',
    tailraceVersion: '0.1.0',
    canPin: true,
    virtualised: false,
    power: 'mains',
    ...overrides,
  }
}

export interface PlanParts {
  readonly profile?: Partial<Profile>
  readonly host?: Partial<Host>
  /** by contender id; 2 where not given */
  readonly workers?: Record<string, number>
}

export function makePlan(parts: PlanParts = {}, overrides: Partial<Plan> = {}): Plan {
  const profile = makeProfile(parts.profile)
  const workers = Object.fromEntries(profile.contenders.map(({ id }) => [id, 2]))
  const knobs = Object.fromEntries(profile.contenders.map((contender) => [contender.id, contender.knobs]))
  return {
    ...compilePlan({
      profile,
      host: makeHost(parts.host),
      knobs,
      workers: { ...workers, ...parts.workers },
    }),
    ...overrides,
  }
}
