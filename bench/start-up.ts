// How long a user waits before anything can be done: the command line's help, and the first interactive paint.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../test/e2e/support/browser.ts'
import { startServe } from '../test/e2e/support/serve.ts'
import { tempFolder } from '../test/e2e/support/temp-folder.ts'
import { chromiumPath } from '../test/support/requirements.ts'
import { type Bench, median, Skipped } from './bench.ts'

const rounds = 7
const entry = join(import.meta.dirname, '../out/node/tailrace.js')

/** `tailrace --help` of the built entry, beside Node running an empty program. */
export const helpTime: Bench = {
  name: 'help-time',
  run: async () => {
    const help: number[] = []
    const bare: number[] = []
    for (let round = 0; round < rounds; round++) {
      help.push(timeOf([entry, '--help']))
      bare.push(timeOf(['--eval', '0']))
    }
    const ratio = median(help) / median(bare)
    return `tailrace --help ${median(help).toFixed(0)} ms (target 300), ${ratio.toFixed(1)} × an empty Node program`
  },
}

function timeOf(args: readonly string[]): number {
  const before = performance.now()
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' })
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}`)
  return performance.now() - before
}

/** From navigation until Run can be pressed, each time in a browser profile that has cached nothing. */
export const firstPaint: Bench = {
  name: 'first-paint',
  run: async () => {
    if (chromiumPath() === null) throw new Skipped('no chromium on PATH')
    await using folder = await tempFolder('paint')
    await using serving = await startServe({ dataFolder: folder.path })
    const browser = await launchBrowser()
    try {
      const times: number[] = []
      for (let round = 0; round < rounds; round++) times.push(await paintOnce(browser, serving.url))
      const ratio = median(times) / 1500
      return `first interactive paint ${median(times).toFixed(0)} ms, worst ${Math.max(...times).toFixed(0)} ms, ${ratio.toFixed(2)} × its target of 1,500 ms`
    } finally {
      await browser.close()
    }
  },
}

async function paintOnce(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    await page.goto(url, { waitUntil: 'commit' })
    await page.locator('[data-testid=run-button]:enabled').waitFor()
    return await page.evaluate(() => performance.now())
  } finally {
    await context.close()
  }
}
