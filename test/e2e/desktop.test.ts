// (c) The same in real Electron, through preload, main and the engine process.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication } from 'playwright-core'
import { expect } from 'vitest'
import { describeWith, itWith } from '../support/requirements.ts'
import { launchTailrace } from './support/electron-app.ts'
import {
  chooseExport,
  openProfile,
  runAndWatch,
  saveProfileAs,
  seeFirstStart,
  seeResults,
  stopAndKeep,
} from './support/screens.ts'
import { newestSummaryCsv, storedRuns } from './support/stored.ts'
import { tempFolder } from './support/temp-folder.ts'

const needs = { electron: true, python: true, freeThreadedPython: true } as const
const limitMs = 600_000

/** Answers the save dialog of the next download with a path, as the user would; resolves when the file is whole. */
async function saveNextDownloadTo(app: ElectronApplication, path: string): Promise<() => Promise<string>> {
  await app.evaluate(({ session }, target) => {
    const state = { ended: '' }
    Reflect.set(globalThis, 'lastDownload', state)
    session.defaultSession.once('will-download', (_event, item) => {
      item.setSavePath(target)
      item.once('done', (_done, how) => {
        state.ended = how
      })
    })
  }, path)
  return () => app.evaluate(() => String(Reflect.get(globalThis, 'lastDownload').ended))
}

describeWith(needs, 'a newcomer at the desktop app', () => {
  itWith(
    needs,
    'runs the first look, watches it, reads the results and takes the CSV along; then runs a saved profile',
    async () => {
      await using folder = await tempFolder('desktop')
      const dataFolder = join(folder.path, 'data')
      await using desktop = await launchTailrace({ dataFolder })
      const page = desktop.window
      await seeFirstStart(page)

      await runAndWatch(page)
      expect(await seeResults(page)).not.toBe('')
      const file = join(folder.path, 'summary.csv')
      const ended = await saveNextDownloadTo(desktop.app, file)
      await chooseExport(page, 'summary.csv')
      await expect.poll(ended, { timeout: 20_000 }).toBe('completed')
      expect(await readFile(file, 'utf8')).toBe(newestSummaryCsv(dataFolder))
      expect(storedRuns(dataFolder)[0]).toMatchObject({ status: 'completed', profileName: 'First look' })

      await saveProfileAs(page, 'Evening look')
      await page.reload()
      await openProfile(page, 'Evening look')
      await runAndWatch(page)
      await stopAndKeep(page)
      await seeResults(page)
      expect(storedRuns(dataFolder)[0]).toMatchObject({ status: 'cancelled', profileName: 'Evening look' })
    },
    limitMs,
  )
})
