// The words of the conformance suite: what is under test, and what one check is.
import type { Manifest } from '../../../model/manifest.ts'
import type { WorkerReady } from '../../../model/telemetry.ts'
import type { Knobs } from '../knobs.ts'
import type { ServerEvent } from '../telemetry-reader.ts'
import type { ProbeClient } from './probe-client.ts'

/** A running server, however it was started. */
export interface Subject {
  /** origin, e.g. `http://127.0.0.1:8000` */
  readonly url: string
  readonly manifest: Manifest
  /** resolved */
  readonly knobs: Knobs
  readonly workers: number
  /** everything the server has said on stdout so far */
  readonly events: () => readonly ServerEvent[]
  /** how long to wait for telemetry that must come within about 2 s; 15 s where not given, for busy machines */
  readonly patienceMs?: number
}

export interface CheckContext extends Subject {
  readonly patienceMs: number
  readonly client: ProbeClient
  readonly ready: () => readonly WorkerReady[]
}

/** `claim` is the sentence that holds when the check passes. */
export interface Check {
  readonly id: string
  readonly claim: string
  /** what is wrong, as a sentence, or null */
  readonly problem: (context: CheckContext) => Promise<string | null>
}

export interface CheckResult {
  readonly id: string
  readonly ok: boolean
  /** the claim, and what is wrong with it where it does not hold */
  readonly message: string
}

/** The first problem of several; what comes after it is not asked. */
export async function firstProblem(
  attempts: readonly (() => Promise<string | null>)[],
): Promise<string | null> {
  for (const attempt of attempts) {
    const problem = await attempt()
    if (problem !== null) return problem
  }
  return null
}
