// A run as the store holds it, in memory: what reports and verdicts are made of. Plain data, typed only.
import type { ErrorEnvelope } from './errors.ts'
import type { GeneratorSummary, Window } from './generator.ts'
import type { LivePoint } from './live.ts'
import type { Plan } from './plan.ts'
import type { Gate, Identity, RunStatus, TrialResult } from './result.ts'
import type { Telemetry } from './telemetry.ts'

export interface StoredTrial {
  readonly index: number
  readonly block: number
  readonly contenderId: string
  readonly status: TrialResult['status']
  readonly error: ErrorEnvelope | null
  readonly startedAt: string
  readonly identity: Identity | null
  readonly gates: readonly Gate[]
  /** null where the trial did not reach its end; the windows then hold what was measured */
  readonly summary: GeneratorSummary | null
  readonly windows: readonly Window[]
  readonly telemetry: readonly Telemetry[]
  readonly points: readonly LivePoint[]
}

export interface StoredRun {
  readonly runId: string
  readonly plan: Plan
  readonly status: RunStatus
  readonly startedAt: string
  readonly finishedAt: string | null
  /** contenders that could not be provisioned */
  readonly missing: readonly { readonly contenderId: string; readonly error: ErrorEnvelope }[]
  readonly trials: readonly StoredTrial[]
}
