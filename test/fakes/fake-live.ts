// The events of a run as an engine would tell them, from a plan and a seed: same seed, same curves.
import type { LivePoint, RunEvent, RunProgress, Stage } from '../../src/model/live.ts'
import type { Plan, PlannedTrial } from '../../src/model/plan.ts'
import type { Gate } from '../../src/model/result.ts'

/** A small multiplicative generator (Lehmer, minimal standard); values in 0 to 1. */
function random(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

function typicalUs(plan: Plan, contenderId: string): number {
  const place = plan.profile.contenders.findIndex((contender) => contender.id === contenderId)
  return [101_400, 103_100, 102_200, 108_000][Math.max(0, place) % 4] ?? 101_400
}

/** The points of one trial, 4 a second, warm-up included. */
export function fakePoints(plan: Plan, trial: PlannedTrial): LivePoint[] {
  const next = random(trial.seed + 17)
  const { warmUpSeconds, measureSeconds } = plan.profile.trials
  const base = typicalUs(plan, trial.contenderId)
  const points: LivePoint[] = []
  let tail = 1.06
  let worst = base
  for (let at = -warmUpSeconds; at < measureSeconds; at += 0.25) {
    const cold = at < -warmUpSeconds + 1.5 ? 1.5 : 1
    if (next() > 0.965) tail = 1.4 + next()
    tail += (1.05 + 0.03 * next() - tail) * 0.25
    const p99Us = Math.round(base * tail * cold)
    worst = Math.max(at === 0 ? 0 : worst, p99Us * 1.15)
    points.push({
      trialIndex: trial.index,
      contenderId: trial.contenderId,
      phase: at < 0 ? 'warm-up' : 'measure',
      atSeconds: at,
      p50Us: Math.round(base * (1 + 0.002 * next()) * (cold > 1 ? 1.05 : 1)),
      p99Us,
      p999Us: at > 2 ? Math.round(worst) : null,
      intendedRate: 450,
      achievedRate: 450 + Math.round((next() - 0.5) * 12 - (tail > 1.3 ? 25 * next() : 0)),
      errors: 0,
      inFlight: 44 + Math.round(next() * 4),
      latenessP99Us: Math.round(60 + 90 * next()),
      lagMaxUs: Math.round(900 + 1_200 * next() + (tail > 1.25 ? base * (tail - 1.1) : 0)),
    })
  }
  return points
}

const gates: Gate[] = [
  { id: 'schedule', ok: true, message: 'Every request was sent as planned.', value: 1, bound: 1 },
  {
    id: 'generator-cpu',
    ok: true,
    message: 'The generator is busy 31 % of a core (at most 70 %).',
    value: 0.31,
    bound: 0.7,
  },
  {
    id: 'steal',
    ok: false,
    message: 'Other programs took 1.9 % of the pinned CPUs (at most 0.5 %).',
    value: 0.019,
    bound: 0.005,
  },
]

/** Steps of a run; each is told 250 ms after the one before it (a second where `slow`). */
export function* fakeRun(plan: Plan, runId: string): Generator<RunEvent[]> {
  const total = plan.trials.length
  const perTrial = plan.profile.trials.warmUpSeconds + plan.profile.trials.measureSeconds + 2
  const progress = (stage: Stage, trial: PlannedTrial | null, done: number, within: number): RunEvent => {
    const value: RunProgress = {
      runId,
      stage,
      trialIndex: trial?.index ?? null,
      contenderId: trial?.contenderId ?? null,
      trialsDone: done,
      trialsTotal: total,
      elapsedSeconds: done * perTrial + within,
      estimatedSeconds: total * perTrial,
    }
    return { type: 'progress', progress: value }
  }
  for (const contender of plan.profile.contenders) {
    for (let step = 0; step <= 8; step += 1) {
      yield [
        progress('provisioning', null, 0, 0),
        {
          type: 'provision',
          runId,
          step: {
            contenderId: contender.id,
            runtime: contender.runtime,
            step: step < 8 ? 'Installing the locked packages' : 'Ready',
            fraction: step / 8,
            detail: `Downloading package ${step} of 8 (${step * 3}.1 MB)`,
            elapsedSeconds: step * 0.25,
          },
        },
      ]
    }
  }
  let done = 0
  for (const trial of plan.trials) {
    yield [progress('starting', trial, done, 0)]
    for (const point of fakePoints(plan, trial)) {
      const stage = point.phase === 'measure' ? 'measure' : 'warm-up'
      const within = point.atSeconds + plan.profile.trials.warmUpSeconds
      const events: RunEvent[] = [progress(stage, trial, done, within), { type: 'point', runId, point }]
      if (point.atSeconds === 1) events.push({ type: 'gates', runId, trialIndex: trial.index, gates })
      yield events
    }
    done += 1
    yield [progress('cool-down', trial, done, 0)]
  }
  yield [progress('finishing', null, done, 0)]
  yield [{ type: 'finished', runId, status: 'completed', error: null }]
}
