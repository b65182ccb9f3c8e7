// What a run needs from outside: its parts are passed in, so that a test can run the stages over small real servers.
import type { ErrorEnvelope } from '../../model/errors.ts'
import type { RunEvent } from '../../model/live.ts'
import type { Manifest } from '../../model/manifest.ts'
import type { Plan } from '../../model/plan.ts'
import type { Generator } from '../load/start-generator.ts'
import type { Backend } from '../runtime/backend.ts'
import type { Store } from '../store/store.ts'
import type { RunClock } from './run-clock.ts'

export interface RunContext {
  readonly runId: string
  readonly plan: Plan
  readonly manifests: readonly Manifest[]
  readonly backend: Backend
  /** A generator process pinned to these CPUs; it is already guarded against our own death. */
  readonly startGenerator: (cpus: readonly number[]) => Promise<Generator>
  readonly store: Store
  readonly clock: RunClock
  readonly allowProvision: boolean
  readonly onEvent: (event: RunEvent) => void
  /** the user's cancel: data measured so far is kept */
  readonly signal: AbortSignal
}

export interface MissingContender {
  readonly contenderId: string
  readonly error: ErrorEnvelope
}
