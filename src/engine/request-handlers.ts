// One function per request of the contract. Translates, delegates to the rooms, decides nothing itself.

import { parseProfile, parseProfileText } from '../core/profile/parse-profile.ts'
import { buildResult } from '../core/report/build-result.ts'
import { renderExport } from '../core/report/render-export.ts'
import type { ProfileEntry, RuntimeStatus } from '../ipc/contract.ts'
import { TailraceError, toEnvelope } from '../model/errors.ts'
import type { StoredRun } from '../model/stored-run.ts'
import { planFor } from './compile-profile.ts'
import type { EngineParts } from './engine-parts.ts'
import type { EventListener, Handlers } from './service.ts'

export function createHandlers(parts: EngineParts, emit: EventListener): Handlers {
  const { profiles, store, runs } = parts
  const listProfiles = async (): Promise<ProfileEntry[]> => await profiles.list()
  /** Runs a change of the saved profiles, then tells every window. */
  const changing = async <T>(change: () => Promise<T>): Promise<T> => {
    const value = await change()
    emit('profiles', await listProfiles())
    return value
  }
  return {
    'engine.info': async () => ({
      version: parts.installation.version,
      host: parts.host,
      dataFolder: parts.folders.data,
      cacheFolder: parts.folders.cache,
    }),
    'catalogue.list': async () => ({ manifests: parts.runtimes.map((runtime) => runtime.manifest) }),
    'runtimes.status': () => runtimeStatuses(parts),
    'profiles.list': listProfiles,
    'profiles.save': ({ profile }) => changing(() => profiles.save(profile)),
    'profiles.duplicate': ({ id }) => changing(() => profiles.duplicate(id)),
    'profiles.delete': async ({ id }) => {
      await changing(() => profiles.remove(id))
      return {}
    },
    'profiles.import': ({ text }) => changing(() => profiles.importText(text)),
    'profiles.parse': async ({ text }) => parseProfileText(text),
    'profiles.export': ({ id }) => profiles.exportText(id),
    'plan.compile': async ({ profile }) => planFor(parts, parseProfile(profile)),
    'run.start': async ({ profile, allowProvision }) => {
      const plan = planFor(parts, parseProfile(profile))
      return { runId: await runs.start(plan, allowProvision), plan }
    },
    'run.cancel': async ({ runId }) => {
      await runs.cancel(runId)
      return {}
    },
    'run.active': async () => runs.active(),
    'history.list': async () => store.listRuns(),
    'history.get': async ({ runId }) => buildResult(storedRun(parts, runId)),
    'history.points': async ({ runId }) =>
      storedRun(parts, runId).trials.flatMap((trial) => [...trial.points]),
    'history.profile': async ({ runId }) => storedRun(parts, runId).plan.profile,
    'history.delete': async ({ runId }) => {
      if (runs.active()?.runId === runId) {
        throw new TailraceError('run.busy', 'This run is going on; stop it first')
      }
      storedRun(parts, runId)
      store.deleteRun(runId)
      return {}
    },
    'export.render': async ({ runId, format }) => renderExport(storedRun(parts, runId), format),
  }
}

function storedRun(parts: EngineParts, runId: string): StoredRun {
  const run = parts.store.readRun(runId)
  if (run === null)
    throw new TailraceError('run.not-found', `There is no stored run “${runId}”`, { context: { runId } })
  return run
}

async function runtimeStatuses(parts: EngineParts): Promise<RuntimeStatus[]> {
  return await Promise.all(
    parts.runtimes.map(async ({ manifest }): Promise<RuntimeStatus> => {
      try {
        const { state, detail } = await parts.backend.status(manifest)
        return { id: manifest.id, state, detail, error: null }
      } catch (error) {
        const envelope = toEnvelope(error)
        return { id: manifest.id, state: 'missing', detail: envelope.message, error: envelope }
      }
    }),
  )
}
