// The states worth looking at, each made of the real manifests, the real presets and stored fakes.
import { buildResult } from '../../../src/core/report/build-result.ts'
import { TailraceError } from '../../../src/model/errors.ts'
import { manifestSchema } from '../../../src/model/manifest.ts'
import type { Plan } from '../../../src/model/plan.ts'
import { type Profile, profileSchema } from '../../../src/model/profile.ts'
import type { Gate, Result } from '../../../src/model/result.ts'
import type { FakeParts } from '../../fakes/fake-bridge.ts'
import { makeIdentity } from '../../fakes/make-measurements.ts'
import { makePlan } from '../../fakes/make-plan.ts'
import { makeStoredRun, makeStoredTrial } from '../../fakes/make-run.ts'

const manifestFiles = import.meta.glob('../../../runtimes/*/runtime.json', { eager: true, import: 'default' })
const presetFiles = import.meta.glob('../../../resources/presets/*.json', { eager: true, import: 'default' })

const manifests = Object.values(manifestFiles).map((file) => manifestSchema.parse(file))
const presets = Object.values(presetFiles)
  .map((file) => profileSchema.parse(file))
  .sort((a, b) => Number(b.id === 'first-look') - Number(a.id === 'first-look'))

const typicalMs = [101, 118, 104, 130]

const failedGate: Gate = {
  id: 'steal',
  ok: false,
  message: 'Other programs took 1.9 % of the pinned CPUs (at most 0.5 %). Close what is busy and run again.',
  value: 0.019,
  bound: 0.005,
}

function compile(profile: Profile): Plan {
  return makePlan({ profile })
}

function resultOf(plan: Plan, runId: string, invalidTrial = -1): Result {
  const run = makeStoredRun({
    plan,
    runId,
    startedAt: new Date(Date.now() - 600_000).toISOString(),
    trials: plan.trials.map(({ index, block, contenderId }) => {
      const place = plan.profile.contenders.findIndex((contender) => contender.id === contenderId)
      const typicalUs = (typicalMs[place % 4] ?? 110) * 1_000 * (1 + 0.01 * ((index * 7) % 3))
      return makeStoredTrial(
        {
          index,
          block,
          contenderId,
          gates: index === invalidTrial ? [failedGate] : [],
          identity: makeIdentity({
            versions: place === 0 ? { node: '24.21.0' } : { python: '3.13.5', uvicorn: '0.54.0' },
            settings: { httpParser: place === 0 ? 'llhttp' : place === 1 ? 'httptools' : 'h11', workers: 2 },
            build: place === 2 ? { freeThreaded: true, pgo: false } : {},
          }),
        },
        { typicalUs },
      )
    }),
  })
  return buildResult(run)
}

export function fakeParts(name: string, stepMs: number): FakeParts {
  const first = presets[0]
  if (first === undefined) throw new TailraceError('profile.not-found', 'There are no presets.')
  const solid = { ...first, trials: { ...first.trials, preset: 'solid' as const, blocks: 5 } }
  const parts: FakeParts = {
    manifests,
    statuses: manifests.map(({ id }) => ({ id, state: 'ready', detail: '', error: null })),
    profiles: presets.map((profile) => ({ profile, builtIn: true })),
    results: [],
    compile,
    resultOf: (plan, runId) => resultOf(plan, runId),
    stepMs,
  }
  if (name === 'first-start') {
    parts.statuses = manifests.map(({ id, name: label }) => {
      return id === 'python-freethreaded'
        ? { id, state: 'provisionable', detail: 'CPython 3.13t from source: about 4 min, 70 MB', error: null }
        : { id, state: 'provisionable', detail: `${label} environment: about 15 s, 40 MB`, error: null }
    })
  }
  if (name === 'stored') {
    parts.results = [resultOf(compile(solid), 'run-2', 4), resultOf(compile(first), 'run-1')]
    parts.profiles.push({ profile: { ...first, id: 'mine', name: 'Checkout service' }, builtIn: false })
  }
  if (name === 'broken') {
    const error = new TailraceError(
      'provision.tools-missing',
      'The build of CPython 3.13t needs gcc and zlib.h.',
    )
    parts.statuses = manifests.map(({ id }) => {
      const missing = { code: error.code, message: error.message, hint: error.hint, context: {} }
      return id === 'python-freethreaded'
        ? { id, state: 'missing', detail: error.message, error: missing }
        : { id, state: 'ready', detail: '', error: null }
    })
    parts.failures = {
      'plan.compile': new TailraceError('plan.impossible', 'A rate of 900,000/s needs more than one core.'),
    }
  }
  return parts
}
