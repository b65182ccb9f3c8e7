// (b) The browser shell, as a newcomer meets it: first start, one click, live chart, results, CSV; a profile of one's own.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { describeWith, itWith } from '../support/requirements.ts'
import { launchBrowser } from './support/browser.ts'
import {
  chooseExport,
  openProfile,
  runAndWatch,
  saveProfileAs,
  seeFirstStart,
  seeResults,
  stopAndKeep,
} from './support/screens.ts'
import { startServe } from './support/serve.ts'
import { newestSummaryCsv, storedRuns } from './support/stored.ts'
import { tempFolder } from './support/temp-folder.ts'

const needs = { chromium: true, python: true, freeThreadedPython: true } as const
const limitMs = 600_000

describeWith(needs, 'a newcomer in the browser', () => {
  itWith(
    needs,
    'runs the first look, watches it, reads the results and takes the CSV along; then runs a saved profile',
    async () => {
      await using folder = await tempFolder('browser')
      const dataFolder = join(folder.path, 'data')
      await using serving = await startServe({ dataFolder })
      const browser = await launchBrowser()
      try {
        const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
        const faults: string[] = []
        page.on('pageerror', (error) => faults.push(String(error)))
        await page.goto(serving.url)
        await seeFirstStart(page)
        expect(page.url(), 'the token leaves the address bar').not.toContain('token')

        await runAndWatch(page)
        expect(await seeResults(page)).not.toBe('')
        for (const id of ['node-cluster', 'fastapi-uvloop', 'python-freethreaded']) {
          await page.getByTestId(`results-row-${id}`).waitFor()
        }
        const download = page.waitForEvent('download')
        await chooseExport(page, 'summary.csv')
        const file = join(folder.path, 'summary.csv')
        await (await download).saveAs(file)
        expect(await readFile(file, 'utf8')).toBe(newestSummaryCsv(dataFolder))
        expect(storedRuns(dataFolder)[0]).toMatchObject({ status: 'completed', profileName: 'First look' })

        await saveProfileAs(page, 'Evening look')
        await page.reload()
        await seeFirstStart(page)
        await openProfile(page, 'Evening look')
        await runAndWatch(page)
        await stopAndKeep(page)
        await seeResults(page)
        expect(storedRuns(dataFolder)[0]).toMatchObject({ status: 'cancelled', profileName: 'Evening look' })
        expect(faults).toEqual([])
      } finally {
        await browser.close()
      }
    },
    limitMs,
  )
})
