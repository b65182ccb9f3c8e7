// Starts a real Chromium for tests of the browser shell. Knows how the browser is started, not what it shows.
import { type Browser, chromium } from 'playwright-core'
import { chromiumPath } from '../../support/requirements.ts'

/** Quiet and offline: the tests load nothing but 127.0.0.1. Needs `chromium` of test/support/requirements.ts. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Close it with `await using`, or with `close()`. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = chromiumPath()
  if (executablePath === null)
    throw new Error('No browser; guard the test with describeWith({ chromium: true })')
  return chromium.launch({ executablePath, headless: true, args: quiet, timeout: 60_000 })
}
