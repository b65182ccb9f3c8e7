// Is the server what its manifest and knobs claim? Compares what the workers said at their start and say now. Pure.
import { TailraceError } from '../../model/errors.ts'
import type { Manifest } from '../../model/manifest.ts'
import type { Telemetry, WorkerReady } from '../../model/telemetry.ts'
import { expectationOf, type Knobs } from './knobs.ts'

export interface Claim {
  readonly manifest: Manifest
  /** resolved: the choices decide what is expected */
  readonly knobs: Knobs
}

/**
 * Throws `server.probe-failed` naming worker, claim and finding where a worker does not run what it should, or is no
 * longer what it was when it became ready. `latest`: the last telemetry line of each worker, by worker id.
 */
export function checkTruth(
  claim: Claim,
  ready: readonly WorkerReady[],
  latest: ReadonlyMap<string, Telemetry>,
): void {
  for (const worker of ready) {
    const problem = untruth(claim, worker, latest.get(worker.worker))
    if (problem === null) continue
    const { manifest } = claim
    throw new TailraceError('server.probe-failed', `${manifest.name}, worker ${worker.worker}: ${problem}`, {
      context: { runtime: manifest.id, worker: worker.worker },
    })
  }
}

/** What is untrue about one worker, as a sentence, or null. */
export function untruth(claim: Claim, ready: WorkerReady, latest: Telemetry | undefined): string | null {
  const { gil, loop } = expectationOf(claim.manifest, claim.knobs)
  const expected = { on: true, off: false, none: null }[gil]
  for (const now of latest === undefined ? [ready] : [ready, latest]) {
    if (now.gilEnabled !== expected)
      return `expected the GIL ${gil}, its probe says ${gilWord(now.gilEnabled)}`
    if (loop !== undefined && !now.loopClass.includes(loop)) {
      return `expected the loop ${loop}, it runs ${now.loopClass}`
    }
  }
  if (latest === undefined) return null
  if (latest.pid !== ready.pid) return `process ${ready.pid} was replaced by ${latest.pid}`
  if (latest.threadId !== ready.threadId) return `thread ${ready.threadId} was replaced by ${latest.threadId}`
  if (latest.loopClass !== ready.loopClass) {
    return `its loop changed from ${ready.loopClass} to ${latest.loopClass}`
  }
  return null
}

function gilWord(enabled: boolean | null): string {
  return enabled === null ? 'there is none' : enabled ? 'on' : 'off'
}
