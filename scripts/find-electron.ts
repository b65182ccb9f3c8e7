// Is there an Electron to draw with, and a screen to draw on? Answers with what to start, or with the reason why not.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Desktop = { electron: string; flags: string[] } | { reason: string }

export interface Surroundings {
  readonly root: string
  readonly platform: string
  readonly environment: NodeJS.ProcessEnv
  /** undefined on Windows */
  readonly userId: number | undefined
  /** fetches the binary where it is missing; resolves when it is done or has failed */
  readonly install: (installer: string) => Promise<void>
}

/** Looks for a display first: without one nothing is downloaded. */
export async function findDesktop(surroundings: Surroundings): Promise<Desktop> {
  const { platform, environment, userId } = surroundings
  const linux = platform !== 'darwin' && platform !== 'win32'
  if (linux && (environment.DISPLAY ?? '') === '' && (environment.WAYLAND_DISPLAY ?? '') === '') {
    return { reason: 'There is no display (DISPLAY and WAYLAND_DISPLAY are not set)' }
  }
  const noSandbox = linux && environment.TAILRACE_ELECTRON_NO_SANDBOX === '1'
  if (linux && userId === 0 && !noSandbox) {
    return {
      reason: 'Electron has no sandbox for root (TAILRACE_ELECTRON_NO_SANDBOX=1 starts it without one)',
    }
  }
  const electron = electronBinary(surroundings) ?? (await installed(surroundings))
  if (electron === null) return { reason: 'There is no Electron binary here and none could be downloaded' }
  return { electron, flags: noSandbox ? ['--no-sandbox'] : [] }
}

async function installed(surroundings: Surroundings): Promise<string | null> {
  const installer = join(surroundings.root, 'node_modules', 'electron', 'install.js')
  if (!existsSync(installer)) return null
  await surroundings.install(installer)
  return electronBinary(surroundings)
}

/** Where the `electron` package keeps or expects it (its index.js). */
function electronBinary({ root, platform, environment }: Surroundings): string | null {
  const folder = join(root, 'node_modules', 'electron')
  const pathFile = join(folder, 'path.txt')
  const names: Record<string, string> = {
    darwin: 'Electron.app/Contents/MacOS/Electron',
    win32: 'electron.exe',
  }
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : (names[platform] ?? 'electron')
  const overridden = environment.ELECTRON_OVERRIDE_DIST_PATH ?? ''
  const binary = join(overridden === '' ? join(folder, 'dist') : overridden, name)
  return existsSync(binary) ? binary : null
}

/** Electron's own installer, its output shown, ended after `limitMs`. */
export function installElectron(installer: string, limitMs: number): Promise<void> {
  process.stderr.write('Downloading Electron (once; about 120 MB) …\n')
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [installer], { stdio: ['ignore', 2, 2] })
    const timer = setTimeout(() => {
      process.stderr.write(`Electron's download took longer than ${Math.round(limitMs / 1_000)} s.\n`)
      child.kill()
    }, limitMs)
    const end = (): void => {
      clearTimeout(timer)
      resolve()
    }
    child.once('error', end)
    child.once('exit', end)
  })
}
