// One thread's part of a load: what each phase sends, and how a specification is split over threads exactly.
import type { LoadSpec, Phase } from '../../model/generator.ts'
import type { Load, Shape } from '../../model/load.ts'
import type { Clock } from './clock.ts'
import type { Dispatcher } from './dispatcher.ts'
import { Burst, ClosedLoop, type LoadSource, OpenLoop } from './load-source.ts'
import { Schedule } from './schedule.ts'

/** `index` of `of` threads. */
export interface Share {
  readonly index: number
  readonly of: number
}

/** METHOD §4: a warm-up that waits for steadiness ends at the latest after this. */
export const longestWarmUpSeconds = 120

/** This thread's part of `total` things: parts differ by at most one and add up to it. */
export function partOf(total: number, share: Share): number {
  return Math.floor(total / share.of) + (share.index < total % share.of ? 1 : 0)
}

/** No more threads than connections or users, since each needs one. */
export function threadCount(spec: Pick<LoadSpec, 'threads' | 'connections' | 'load'>): number {
  const { load } = spec
  const parts = load.kind === 'closed' ? load.users : load.kind === 'burst' ? load.count : spec.connections
  return Math.max(1, Math.min(spec.threads, spec.connections, parts))
}

export interface PhaseLoad {
  readonly spec: LoadSpec
  readonly share: Share
  readonly phase: Phase
  readonly startUs: number
  readonly dispatcher: Dispatcher
  readonly clock: Clock
}

/** The source of one phase. Users of a closed loop go on from warm-up to measurement; see {@link continues}. */
export function sourceOf(options: PhaseLoad): LoadSource {
  const { spec, share, phase, startUs, dispatcher, clock } = options
  const { load } = spec
  switch (load.kind) {
    case 'open': {
      const warmUp = phase === 'warm-up'
      const schedule = new Schedule({
        shape: warmUp ? { shape: 'constant', ratePerSecond: startRate(load.rate) } : load.rate,
        arrivals: load.arrivals,
        durationSeconds: warmUp ? plannedWarmUpSeconds(spec) : spec.measureSeconds,
        // Another stream than the measured arrivals, which must not depend on the length of the warm-up.
        seed: warmUp ? ~spec.seed : spec.seed,
        share,
      })
      return new OpenLoop(schedule, startUs, dispatcher, clock)
    }
    case 'closed':
      return new ClosedLoop(partOf(load.users, share), load.thinkTimeMs, startUs, dispatcher, clock)
    case 'burst':
      return new Burst(partOf(load.count, share), startUs, dispatcher, clock, phase === 'warm-up')
  }
}

/** Whether the source of the warm-up goes on into the measured phase, so that users do not start anew. */
export function continues(load: Load): boolean {
  return load.kind === 'closed'
}

/** With steadiness awaited, the longest it can be. */
export function plannedWarmUpSeconds(spec: LoadSpec): number {
  return spec.warmUpUntilSteady ? Math.max(longestWarmUpSeconds, spec.warmUpSeconds) : spec.warmUpSeconds
}

function startRate(shape: Shape): number {
  switch (shape.shape) {
    case 'constant':
      return shape.ratePerSecond
    case 'spike':
      return shape.basePerSecond
    default:
      return shape.fromPerSecond
  }
}
