// Runs the built command line as a user would. Knows how it is started, not what it prints.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

const entry = join(import.meta.dirname, '../../../out/node/tailrace.js')

/** Starts it; `finished` resolves with everything it printed. Needs a build (`npm test` makes one). */
export function startTailrace(
  args: readonly string[],
  options: { dataFolder: string; cwd: string; environment?: Record<string, string> },
) {
  const child = spawn(process.execPath, [entry, ...args], {
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TAILRACE_DATA_DIR: options.dataFolder, ...options.environment },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += String(chunk)
  })
  child.stderr.on('data', (chunk) => {
    stderr += String(chunk)
  })
  const finished = once(child, 'close').then((): Finished => ({ code: child.exitCode, stdout, stderr }))
  return { child, finished, stderr: () => stderr }
}

export async function tailrace(...parameters: Parameters<typeof startTailrace>): Promise<Finished> {
  return await startTailrace(...parameters).finished
}
