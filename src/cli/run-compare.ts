// What `tailrace compare` does: profile, run, result, files. Shows progress on stderr, answers on stdout.
import { TailraceError } from '../model/errors.ts'
import type { RunEvent } from '../model/live.ts'
import type { Profile } from '../model/profile.ts'
import type { Result } from '../model/result.ts'
import { type ExitCode, exitCodeOfResult } from './exit-code.ts'
import { type CompareOptions, changeProfile, defaultProfileId, findProfile } from './input/profile.ts'
import { interruptible } from './interruptible.ts'
import { createPaint } from './output/paint.ts'
import { createReporter } from './output/reporter.ts'
import { resultLines } from './output/result-text.ts'
import type { Terminal } from './program.ts'
import { type Session, withEngine } from './session.ts'
import { writeRunFiles } from './write-run-files.ts'

export async function runCompare(
  profileName: string | undefined,
  options: CompareOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  return interruptible((signal) =>
    withEngine(async (session) => {
      const { manifests } = await session.request('catalogue.list', {})
      const base = await findProfile(session, profileName ?? defaultProfileId)
      const profile = changeProfile(base, options, manifests)
      signal.throwIfAborted()
      const runId = await run(session, profile, options.provision, signal, terminal)
      const stored = await session.request('history.get', { runId })
      const files = await writeRunFiles(session, runId, options.out)
      const result: Result = { ...stored, files }
      if (options.json === true) terminal.out(`${JSON.stringify(result, null, 2)}\n`)
      else show(result, terminal)
      return exitCodeOfResult(result)
    }),
  )
}

/** Resolves with the run's id when it has ended, in whatever way; rejects where it could not begin or be stored. */
async function run(
  session: Session,
  profile: Profile,
  allowProvision: boolean,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<string> {
  const early: RunEvent[] = []
  let hear = (event: RunEvent): void => void early.push(event)
  const unsubscribe = session.subscribe('run', (event) => hear(event))
  try {
    const { runId, plan } = await session.request('run.start', { profile, allowProvision })
    const reporter = createReporter(plan, terminal)
    const cancel = (): void => {
      reporter.say('Stopping; what was measured is kept …')
      // The run may have ended in the meantime: then there is nothing to cancel, and its end is on the way.
      session.request('run.cancel', { runId }).catch((error: unknown) => {
        if (!(error instanceof TailraceError && error.code === 'run.not-found')) throw error
      })
    }
    try {
      const finished = new Promise<Extract<RunEvent, { type: 'finished' }>>((resolve) => {
        hear = (event) => {
          if (!('runId' in event) || event.runId === runId) reporter.event(event)
          if (event.type === 'finished' && event.runId === runId) resolve(event)
        }
      })
      for (const event of early) hear(event)
      signal.addEventListener('abort', cancel, { once: true })
      if (signal.aborted) cancel()
      const end = await finished
      if (end.error !== null && end.status === 'failed') {
        reporter.say(`error: ${end.error.message} [${end.error.code}]`)
        reporter.say(`fix: ${end.error.hint}`)
      }
      return runId
    } finally {
      signal.removeEventListener('abort', cancel)
      reporter.close()
    }
  } finally {
    unsubscribe()
  }
}

function show(result: Result, terminal: Terminal): void {
  const paint = createPaint(terminal.colours)
  const files =
    result.files.length === 0 ? [] : ['', paint.bold('Files'), ...result.files.map((file) => `  ${file}`)]
  for (const line of [...resultLines(result, paint), ...files]) terminal.out(`${line}\n`)
}
