// npm start: the desktop app; where no Electron or display is to be had, the same screens in a browser.
import { join } from 'node:path'
import { buildWhenNeeded } from './build-when-needed.ts'
import { findDesktop, installElectron } from './find-electron.ts'
import { runChild } from './run-child.ts'

const root = join(import.meta.dirname, '..')
const downloadLimitMs = 180_000

async function main(): Promise<number> {
  const built = await buildWhenNeeded()
  if (built !== 0) return built
  const desktop = await findDesktop({
    root,
    platform: process.platform,
    environment: process.env,
    userId: process.getuid?.(),
    install: (installer) => installElectron(installer, downloadLimitMs),
  })
  const environment = { ...process.env, TAILRACE_NODE: process.execPath }
  if ('electron' in desktop) return runChild(desktop.electron, [...desktop.flags, root], environment)
  process.stderr.write(`${desktop.reason}: Tailrace opens in a browser instead.\n`)
  return runChild(process.execPath, [
    join(root, 'out', 'node', 'tailrace.js'),
    'serve',
    ...process.argv.slice(2),
  ])
}

process.exitCode = await main()
