// A bridge without an engine, for looking at the screens: answers from fakes and plays runs at any speed. Speaks the
// contract and nothing else; never shipped.
import type {
  Bridge,
  EventName,
  EventPayload,
  ProfileEntry,
  RequestName,
  RequestParams,
  RequestResult,
  RuntimeStatus,
} from '../../src/ipc/contract.ts'
import { TailraceError } from '../../src/model/errors.ts'
import type { RunEvent } from '../../src/model/live.ts'
import type { Manifest } from '../../src/model/manifest.ts'
import type { Plan } from '../../src/model/plan.ts'
import { type Profile, profileSchema } from '../../src/model/profile.ts'
import type { Result, RunSummary } from '../../src/model/result.ts'
import { fakePoints, fakeRun } from './fake-live.ts'
import { makeHost } from './make-plan.ts'

type Answers = {
  [N in RequestName]: (params: RequestParams<N>) => RequestResult<N> | Promise<RequestResult<N>>
}

export interface FakeParts {
  manifests: Manifest[]
  statuses: RuntimeStatus[]
  profiles: ProfileEntry[]
  results: Result[]
  compile: (profile: Profile) => Plan
  /** how the run just played ended up */
  resultOf: (plan: Plan, runId: string) => Result
  /** milliseconds between two steps of a run */
  stepMs: number
  /** requests that fail, and how */
  failures?: Partial<Record<RequestName, TailraceError>>
}

export interface FakeBridge extends Bridge {
  emit<N extends EventName>(name: N, payload: EventPayload<N>): void
}

type Listener = (payload: unknown) => void

export function createFakeBridge(parts: FakeParts): FakeBridge {
  const listeners = new Map<EventName, Set<Listener>>()
  const emit = (name: EventName, payload: unknown): void => {
    for (const listener of listeners.get(name) ?? []) listener(payload)
  }
  const answers = { ...catalogueAnswers(parts), ...profileAnswers(parts, emit), ...runAnswers(parts, emit) }
  return {
    async request<N extends RequestName>(name: N, params: RequestParams<N>): Promise<RequestResult<N>> {
      await new Promise((resolve) => setTimeout(resolve, 30))
      const failure = parts.failures?.[name]
      if (failure !== undefined) throw failure
      const answer: Answers[N] = (answers satisfies Answers)[name]
      return answer(params)
    },
    subscribe(name, listener) {
      const set = listeners.get(name) ?? new Set<Listener>()
      listeners.set(name, set)
      set.add(listener as Listener)
      return () => set.delete(listener as Listener)
    },
    emit,
  }
}

function catalogueAnswers(parts: FakeParts) {
  return {
    'engine.info': () => {
      return {
        version: '0.1.0',
        host: makeHost(),
        dataFolder: '/home/you/.local/share/tailrace',
        cacheFolder: '',
      }
    },
    'catalogue.list': () => ({ manifests: parts.manifests }),
    'runtimes.status': () => parts.statuses,
    'plan.compile': ({ profile }: { profile?: unknown }) => parts.compile(profileSchema.parse(profile)),
  }
}

function profileAnswers(parts: FakeParts, emit: (name: 'profiles', payload: ProfileEntry[]) => void) {
  const find = (id: string): Profile => {
    const entry = parts.profiles.find((one) => one.profile.id === id)
    if (entry === undefined) throw new TailraceError('profile.not-found', `There is no profile “${id}”.`)
    return entry.profile
  }
  const put = (profile: Profile): Profile => {
    const others = parts.profiles.filter((one) => one.profile.id !== profile.id)
    parts.profiles = [...others, { profile, builtIn: false }]
    emit('profiles', parts.profiles)
    return profile
  }
  return {
    'profiles.list': () => parts.profiles,
    'profiles.save': ({ profile }: { profile?: unknown }) => put(profileSchema.parse(profile)),
    'profiles.duplicate': ({ id }: { id: string }) => {
      const original = find(id)
      return put({ ...original, id: `${id}-2`, name: `${original.name} 2` })
    },
    'profiles.delete': ({ id }: { id: string }) => {
      parts.profiles = parts.profiles.filter((one) => one.profile.id !== id)
      emit('profiles', parts.profiles)
      return {}
    },
    'profiles.import': ({ text }: { text: string }) => {
      try {
        return put(profileSchema.parse(JSON.parse(text)))
      } catch (cause) {
        throw new TailraceError('profile.not-json', 'The file is not JSON: unexpected end at line 1.', {
          cause,
        })
      }
    },
    'profiles.parse': ({ text }: { text: string }) => profileSchema.parse(JSON.parse(text)),
    'profiles.export': ({ id }: { id: string }) => {
      return { fileName: `${id}.json`, text: JSON.stringify(find(id), null, 2) }
    },
  }
}

function runAnswers(parts: FakeParts, emit: (name: 'run', payload: RunEvent) => void) {
  const profiles = new Map<string, Profile>()
  let active: { runId: string; timer: ReturnType<typeof setInterval> } | null = null
  const find = (runId: string): Result => {
    const result = parts.results.find((one) => one.runId === runId)
    if (result === undefined) throw new TailraceError('run.not-found', `There is no stored run “${runId}”.`)
    return result
  }
  const end = (): void => {
    if (active !== null) clearInterval(active.timer)
    active = null
  }
  return {
    'run.start': ({ profile }: { profile?: unknown }) => {
      const plan = parts.compile(profileSchema.parse(profile))
      const runId = `run-${parts.results.length + 1}`
      profiles.set(runId, plan.profile)
      const steps = fakeRun(plan, runId)
      const timer = setInterval(() => {
        const step = steps.next()
        if (step.done === true) return
        for (const event of step.value) {
          if (event.type === 'finished') {
            end()
            parts.results = [parts.resultOf(plan, runId), ...parts.results]
          }
          emit('run', event)
        }
      }, parts.stepMs)
      active = { runId, timer }
      return { runId, plan }
    },
    'run.cancel': ({ runId }: { runId: string }) => {
      end()
      emit('run', { type: 'finished', runId, status: 'cancelled', error: null })
      return {}
    },
    'run.active': () => null,
    'history.list': () => parts.results.map(summaryOf),
    'history.get': ({ runId }: { runId: string }) => find(runId),
    'history.points': ({ runId }: { runId: string }) => {
      const plan = parts.compile(profiles.get(runId) ?? firstProfile(parts))
      return plan.trials.flatMap((trial) => fakePoints(plan, trial))
    },
    'history.profile': ({ runId }: { runId: string }) => profiles.get(runId) ?? firstProfile(parts),
    'history.delete': ({ runId }: { runId: string }) => {
      parts.results = parts.results.filter((one) => one.runId !== runId)
      return {}
    },
    'export.render': ({ runId, format }: { runId: string; format: string }) => {
      return { fileName: `${runId}-${format}`, mediaType: 'text/csv', text: 'contender,p99\n' }
    },
  }
}

function firstProfile(parts: FakeParts): Profile {
  const first = parts.profiles[0]
  if (first === undefined) throw new TailraceError('profile.not-found', 'There are no profiles.')
  return first.profile
}

function summaryOf(result: Result): RunSummary {
  return {
    runId: result.runId,
    profileName: result.profileName,
    status: result.status,
    startedAt: result.startedAt,
    finishedAt: result.finishedAt,
    contenders: result.contenders.map(({ label, colour }) => ({ label, colour })),
    workload: 'wait 100 ms',
    load: 'open loop, 450/s',
  }
}
