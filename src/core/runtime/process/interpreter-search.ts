// Where Pythons may be on this machine, best first. Lists paths; what they are is the probe's business.
import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

export interface VersionRange {
  /** minor versions of Python 3, both included */
  minimum: number
  maximum: number
}

/** `3.13` as 13. */
export function minorOf(version: string): number {
  return Number(version.split('.')[1])
}

/** Paths of ordinary Pythons that may exist, newest first in each place. The plain names come last. */
export async function ordinaryCandidates(range: VersionRange, cacheFolder: string): Promise<string[]> {
  const versioned = minors(range).map((minor) => `python3.${minor}`)
  const places = await installFolders(cacheFolder)
  return [
    ...pathFolders().flatMap((folder) =>
      [...versioned, 'python3', 'python'].map((name) => executable(folder, name)),
    ),
    ...[...places.pyenv, ...places.uv].flatMap((folder) => versioned.map((name) => executable(folder, name))),
  ]
}

/** Groups of free-threaded candidates in the order of preference: PATH, uv's, pyenv's, Tailrace's own. */
export async function freeThreadedCandidates(range: VersionRange, cacheFolder: string): Promise<string[][]> {
  // The second name is that of Ubuntu's deadsnakes packages.
  const names = minors(range).flatMap((minor) => [`python3.${minor}t`, `python3.${minor}-nogil`])
  const places = await installFolders(cacheFolder)
  return [pathFolders(), places.uv, places.pyenv, places.own].map((folders) =>
    folders.flatMap((folder) => names.map((name) => executable(folder, name))),
  )
}

function minors(range: VersionRange): number[] {
  return Array.from({ length: range.maximum - range.minimum + 1 }, (_, index) => range.maximum - index)
}

function executable(folder: string, name: string): string {
  return join(folder, process.platform === 'win32' ? `${name}.exe` : name)
}

/** PATH, and the places that shells add to it but a desktop session often does not. */
function pathFolders(): string[] {
  const extra =
    process.platform === 'darwin' ? ['/opt/homebrew/bin', '/usr/local/bin'] : ['/usr/local/bin', '/usr/bin']
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...(process.platform === 'win32' ? [] : extra),
  ]
  return [...new Set(folders.filter((folder) => folder !== ''))]
}

async function installFolders(
  cacheFolder: string,
): Promise<{ pyenv: string[]; uv: string[]; own: string[] }> {
  const home = homedir()
  const dataHome = process.env.XDG_DATA_HOME ?? join(home, '.local', 'share')
  const [pyenv, uv, ownUv, own] = await Promise.all([
    binFolders(join(process.env.PYENV_ROOT ?? join(home, '.pyenv'), 'versions')),
    binFolders(process.env.UV_PYTHON_INSTALL_DIR ?? join(dataHome, 'uv', 'python')),
    binFolders(join(cacheFolder, 'python', 'uv')),
    binFolders(join(cacheFolder, 'python')),
  ])
  return { pyenv, uv, own: [...ownUv, ...own] }
}

/** The `bin` folders of the installations in a folder, newest version first; what is half-made is left out. */
async function binFolders(parent: string): Promise<string[]> {
  const names = await readdir(parent).catch(() => [])
  return names
    .filter((name) => /\d/.test(name) && !name.endsWith('.partial'))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((name) => (process.platform === 'win32' ? join(parent, name) : join(parent, name, 'bin')))
}
