// Starts the built desktop app in a real Electron and hands over its window. Knows how Electron is started, not what
// the app does.
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { electronPath } from '../../support/requirements.ts'
import { openDisplay } from './display.ts'

export interface DesktopOptions {
  dataFolder: string
  /** environments and interpreters; by default the user's, so that a test need not make them again */
  cacheFolder?: string
  environment?: Record<string, string>
}

export interface Desktop extends AsyncDisposable {
  readonly app: ElectronApplication
  readonly window: Page
  /** Quits as the user would; kills what has not quit after 25 s (the engine may take 15 to end its servers). May be called twice. */
  close(): Promise<void>
}

const root = join(import.meta.dirname, '../../..')
const quitDeadlineMs = 25_000

/** Needs `electron` of test/support/requirements.ts and a build (`npm test` makes one). */
export async function launchTailrace(options: DesktopOptions): Promise<Desktop> {
  const executablePath = electronPath()
  if (executablePath === null)
    throw new Error('No Electron binary; guard the test with describeWith({ electron: true })')
  const display = await openDisplay()
  try {
    const app = await _electron.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        `--user-data-dir=${join(options.dataFolder, 'electron')}`,
        root,
      ],
      env: environment(options, display.name),
      timeout: 60_000,
    })
    const close = once(async () => {
      await quit(app)
      await display[Symbol.asyncDispose]()
    })
    try {
      const window = await app.firstWindow({ timeout: 60_000 })
      return { app, window, close, [Symbol.asyncDispose]: close }
    } catch (error) {
      await close()
      throw error
    }
  } catch (error) {
    await display[Symbol.asyncDispose]()
    throw error
  }
}

function environment(options: DesktopOptions, display: string | undefined): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return {
    ...Object.fromEntries(inherited),
    ...(display === undefined ? {} : { DISPLAY: display }),
    ...(options.cacheFolder === undefined ? {} : { TAILRACE_CACHE_DIR: options.cacheFolder }),
    TAILRACE_DATA_DIR: options.dataFolder,
    ...options.environment,
  }
}

async function quit(app: ElectronApplication): Promise<void> {
  const main = app.process()
  const timer = setTimeout(() => main.kill('SIGKILL'), quitDeadlineMs)
  try {
    await app.close()
  } finally {
    clearTimeout(timer)
  }
}

/** One promise for every caller, so that a second close waits for the first. */
function once(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null
  return () => {
    running ??= action()
    return running
  }
}
