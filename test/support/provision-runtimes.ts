// Makes every runtime's environment before the tests of a CI machine look for it, by the product's own means. Knows the
// backend's contract; what a runtime needs is the backend's business.
import { loadCatalogue } from '../../src/core/runtime/catalogue.ts'
import { createProcessBackend } from '../../src/core/runtime/process/process-backend.ts'
import { openFolders } from '../../src/engine/folders.ts'
import { startGuardian } from '../../src/engine/guard.ts'
import { findInstallation } from '../../src/engine/installation.ts'
import { toEnvelope } from '../../src/model/errors.ts'

/** Returns one line per runtime that could not be made; `report` gets each new step, not each percent of it. */
export async function provisionRuntimes(report: (line: string) => void): Promise<string[]> {
  const { runtimesFolder, nodePath, entry } = findInstallation()
  const runtimes = await loadCatalogue([runtimesFolder])
  await using stack = new AsyncDisposableStack()
  const reaper = stack.adopt(await startGuardian({ entry: entry('guardian'), nodePath }), (guardian) =>
    guardian.stop(),
  )
  const backend = createProcessBackend({ runtimes, cacheFolder: openFolders().cache, nodePath, reaper })
  const problems: string[] = []
  for (const { manifest } of runtimes) {
    let lastStep = ''
    try {
      await backend.provision(manifest, {
        allowed: true,
        signal: new AbortController().signal,
        onProgress: ({ step, detail }) => {
          if (step === lastStep) return
          lastStep = step
          report(`${manifest.id}: ${step}: ${detail}`)
        },
      })
    } catch (error) {
      const { code, message, hint } = toEnvelope(error)
      problems.push(`provisioning ${manifest.id}: ${code}: ${message} (${hint})`)
    }
  }
  return problems
}
