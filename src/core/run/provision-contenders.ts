// Makes ready what the contenders need, each runtime once. One that cannot be had is named with reason and fix;
// the others still run.
import { TailraceError, toEnvelope } from '../../model/errors.ts'
import type { Manifest } from '../../model/manifest.ts'
import type { Contender } from '../../model/profile.ts'
import type { ProvisionProgress } from '../runtime/backend.ts'
import type { RunContext } from './run-context.ts'

/** The contenders that can run, by id. */
export async function provisionContenders(
  context: RunContext,
): Promise<Map<string, { contender: Contender; manifest: Manifest }>> {
  const ready = new Map<string, { contender: Contender; manifest: Manifest }>()
  const outcomes = new Map<string, unknown>()
  for (const contender of context.plan.profile.contenders) {
    if (context.signal.aborted) break
    const manifest = context.manifests.find((each) => each.id === contender.runtime)
    if (manifest === undefined) {
      reportMissing(
        context,
        contender,
        new TailraceError('runtime.unknown', `No runtime “${contender.runtime}”`),
      )
      continue
    }
    if (!outcomes.has(manifest.id))
      outcomes.set(manifest.id, await tryProvision(context, contender, manifest))
    const failure = outcomes.get(manifest.id)
    if (failure === null) ready.set(contender.id, { contender, manifest })
    else if (!context.signal.aborted) reportMissing(context, contender, failure)
  }
  return ready
}

/** null when it is ready, else what was thrown */
async function tryProvision(context: RunContext, contender: Contender, manifest: Manifest): Promise<unknown> {
  const startedMs = context.clock.nowMs()
  const report = ({ step, fraction, detail }: ProvisionProgress) => {
    const elapsedSeconds = (context.clock.nowMs() - startedMs) / 1000
    context.onEvent({
      type: 'provision',
      runId: context.runId,
      step: { contenderId: contender.id, runtime: manifest.id, step, fraction, detail, elapsedSeconds },
    })
  }
  try {
    await context.backend.provision(manifest, {
      allowed: context.allowProvision,
      signal: context.signal,
      onProgress: report,
    })
    report({ step: 'ready', fraction: 1, detail: '' })
    return null
  } catch (error) {
    return error ?? new TailraceError('provision.failed', 'Provisioning failed without a reason')
  }
}

function reportMissing(context: RunContext, contender: Contender, failure: unknown): void {
  const error = toEnvelope(failure)
  context.store.addMissing(context.runId, contender.id, error)
  context.onEvent({ type: 'missing', runId: context.runId, contenderId: contender.id, error })
}
