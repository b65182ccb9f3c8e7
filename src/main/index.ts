// The desktop shell: one instance, one window, one engine process that is started with a plain Node and relayed to the
// page. Thin: everything that measures is in the engine. Built as CommonJS for old and new Electrons alike.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app, BrowserWindow, dialog } from 'electron'
import { findPlainNode } from '../engine/plain-node.ts'
import { type EngineProcess, startEngine } from '../engine/starter.ts'
import { appOrigin, declareAppScheme, serveAppScheme } from './app-protocol.ts'
import { setMenu } from './menu.ts'
import { stayAwakeDuringRuns } from './power.ts'
import { startRelay } from './relay.ts'
import { openWindow } from './window.ts'

/** How long the engine may take to end its servers when the app quits, milliseconds. */
const stopLimitMs = 15_000

const root = app.getAppPath()
/** set by electron-vite while developing */
const developmentAddress = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
const address = developmentAddress ?? `${appOrigin}/index.html`

function main(): void {
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  declareAppScheme()
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows()
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('window-all-closed', () => app.quit())
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      dialog.showErrorBox('Tailrace cannot start', error instanceof Error ? error.message : String(error))
      app.exit(1)
    })
}

function start(): void {
  const nodePath = findPlainNode({
    root,
    ...(app.isPackaged ? { resourcesPath: process.resourcesPath } : {}),
    environment: process.env,
    platform: process.platform,
    arch: process.arch,
  })
  if (nodePath === null) {
    throw new Error(
      'There is no Node 24 to run the engine on. Install the dependencies, or set TAILRACE_NODE.',
    )
  }
  serveAppScheme(join(root, 'out', 'renderer'))
  setMenu()
  const engine = startEngine({
    installation: { root, entry: () => engineEntry() },
    nodePath,
    environment: process.env,
    log: (line) => process.stderr.write(`tailrace: ${line}\n`),
  })
  const ends = [
    startRelay({ engine, address, windows: () => BrowserWindow.getAllWindows() }),
    stayAwakeDuringRuns(engine),
  ]
  stopWithApp(engine, ends)
  const icon = join(root, 'resources', 'icons', 'tailrace.png')
  openWindow({
    preload: join(root, 'out', 'preload', 'index.cjs'),
    address,
    ...(existsSync(icon) ? { icon } : {}),
  })
}

/** While developing the engine runs from its sources, so that a restart is enough to see a change. */
function engineEntry(): string {
  return developmentAddress === undefined
    ? join(root, 'out', 'node', 'engine.js')
    : join(root, 'src', 'engine', 'index.ts')
}

/** Quitting waits until the engine has ended its servers, and is not asked twice. */
function stopWithApp(engine: EngineProcess, ends: readonly (() => void)[]): void {
  let stopped = false
  let stopping = false
  app.on('will-quit', (event) => {
    if (stopped) return
    event.preventDefault()
    if (stopping) return
    stopping = true
    for (const end of ends) end()
    void engine.stop(stopLimitMs).then(() => {
      stopped = true
      app.quit()
    })
  })
}

main()
