// Builds `out/` when it is missing or older than what it is made of. Knows file times, nothing of what is built.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const inputs = [
  'src',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'vite.node.config.ts',
  'tsconfig.json',
]
const outputs = [
  'out/node/tailrace.js',
  'out/node/engine.js',
  'out/renderer/index.html',
  'out/main/index.cjs',
  'out/preload/index.cjs',
]

/** Resolves with the exit code of the build; 0 where none was needed. Its output goes to stderr. */
export async function buildWhenNeeded(): Promise<number> {
  if (isFresh()) return 0
  process.stderr.write('Building Tailrace (once; a few seconds) …\n')
  const bin = join(root, 'node_modules')
  const steps = [
    [join(bin, 'electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn'],
    [join(bin, 'vite', 'bin', 'vite.js'), 'build', '--config', 'vite.node.config.ts', '--logLevel', 'warn'],
  ]
  for (const args of steps) {
    const code = await run(process.execPath, args)
    if (code !== 0) return code
  }
  return 0
}

function isFresh(): boolean {
  const made = outputs.map((path) => join(root, path))
  if (!made.every((path) => existsSync(path))) return false
  const oldest = Math.min(...made.map((path) => statSync(path).mtimeMs))
  return inputs.every((path) => newest(join(root, path)) <= oldest)
}

function newest(path: string): number {
  if (!existsSync(path)) return 0
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.mtimeMs
  const children = readdirSync(path).map((name) => newest(join(path, name)))
  return Math.max(stats.mtimeMs, ...children)
}

function run(file: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    // stdout belongs to the command that asked for the build (`--json`)
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 2, 2] })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
