// Proves a running server against the contract of runtimes/README.md. Does not know how the server was started.
import { TailraceError } from '../../model/errors.ts'
import type { Manifest } from '../../model/manifest.ts'
import type { Check, CheckContext, CheckResult, Subject } from './conformance/check.ts'
import { contractChecks } from './conformance/contract-checks.ts'
import { createProbeClient } from './conformance/probe-client.ts'
import { lagCheck, telemetryChecks } from './conformance/telemetry-checks.ts'
import { workChecks } from './conformance/work-checks.ts'

export type { CheckResult, Subject } from './conformance/check.ts'

/**
 * Runs every check that the manifest's workloads call for, one after the other, also after a failed one, so that a
 * server's author sees all mistakes at once. Takes about 5 s on a conforming server. Never throws for what the
 * server does.
 */
export async function checkRuntime(subject: Subject): Promise<CheckResult[]> {
  const client = createProbeClient(subject.url)
  const ready = () => subject.events().flatMap((event) => (event.kind === 'ready' ? [event.ready] : []))
  const context: CheckContext = { patienceMs: 15_000, ...subject, client, ready }
  try {
    const results: CheckResult[] = []
    for (const check of checksFor(subject)) results.push(await perform(check, context))
    return results
  } finally {
    client.close()
  }
}

/** Throws `runtime.nonconforming` with every mistake where one check failed. */
export function requireConformance(manifest: Manifest, results: readonly CheckResult[]): void {
  const mistakes = results.filter((result) => !result.ok)
  if (mistakes.length === 0) return
  const list = mistakes.map(({ message }) => `- ${message}`).join('\n')
  throw new TailraceError(
    'runtime.nonconforming',
    `${manifest.name} breaks the contract in ${mistakes.length} of ${results.length} points:\n${list}`,
    { context: { runtime: manifest.id, mistakes } },
  )
}

function checksFor({ manifest }: Subject): Check[] {
  return [
    ...contractChecks,
    ...manifest.workloads.flatMap((kind) => workChecks[kind]),
    ...telemetryChecks,
    ...(manifest.workloads.includes('blocking') ? [lagCheck] : []),
  ]
}

async function perform({ id, claim, problem }: Check, context: CheckContext): Promise<CheckResult> {
  const found = await problem(context).catch(
    (error: unknown) => `no answer: ${error instanceof Error ? error.message : String(error)}`,
  )
  return found === null
    ? { id, ok: true, message: claim }
    : { id, ok: false, message: `${claim}: no, ${found}` }
}
