// Profiles for tests: valid as they are, any part replaced.
import { type Contender, type Profile, profileSchema } from '../../src/model/profile.ts'

export function makeContender(overrides: Partial<Contender> = {}): Contender {
  return {
    id: 'node-cluster',
    runtime: 'node',
    label: 'Node cluster',
    colour: 0,
    knobs: {},
    memoryMb: 1024,
    ...overrides,
  }
}

/** Two contenders, `wait` 100 ms at 450/s, Quick. The result is parsed, so a wrong override fails at once. */
export function makeProfile(overrides: Partial<Profile> = {}): Profile {
  return profileSchema.parse({
    schema: 'tailrace.profile',
    version: 1,
    id: 'example',
    name: 'Example',
    contenders: [
      makeContender(),
      makeContender({ id: 'fastapi-uvloop', runtime: 'fastapi', label: 'FastAPI + uvloop', colour: 1 }),
    ],
    workload: { kind: 'wait', wait: { distribution: 'fixed', ms: 100 } },
    load: { kind: 'open', rate: { shape: 'constant', ratePerSecond: 450 } },
    trials: {
      preset: 'quick',
      blocks: 3,
      warmUpSeconds: 5,
      warmUpUntilSteady: false,
      measureSeconds: 8,
      coolDownSeconds: 1,
    },
    ...overrides,
  })
}
