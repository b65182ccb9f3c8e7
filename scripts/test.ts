// `npm test`: builds, makes the runtimes (on CI), runs every test project, names what was skipped, and fails on a process
// left behind. Arguments are file filters, as vitest takes them. Knows nothing about single tests.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startVitest } from 'vitest/node'
import { processIds, waitForNoLeftovers } from '../test/support/leftover-processes.ts'
import { formatTally, judge, type Tally, TallyReporter } from '../test/support/tally-reporter.ts'

const ci = process.env.CI === 'true'
const root = join(import.meta.dirname, '..')
const before = processIds()
// Everything temporary of the run lies in one folder, whose name also marks the run's processes.
const temporary = mkdtempSync(join(tmpdir(), 'tailrace-test-'))
process.env.TMPDIR = temporary

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.exitCode = close({ passed: 0, failed: 0, skipped: 0 }, [String(error)])
} finally {
  rmSync(temporary, { recursive: true, force: true, maxRetries: 5 })
}

async function main(filters: string[]): Promise<number> {
  // The end-to-end tests drive what ships, so what ships is built from the sources under test first.
  const build = spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' })
  if (build.status !== 0) return close({ passed: 0, failed: 0, skipped: 0 }, ['the build'])

  // Here a missing runtime is a skip; on CI it would be a failure, so it is made.
  const problems = ci ? await provision() : []

  const reporter = new TallyReporter()
  const vitest = await startVitest(filters, { root, watch: false, reporters: ['default', reporter] })
  await vitest.close()

  problems.push(...(await endLeftovers()))
  if (reporter.tally.passed === 0) problems.push('no test passed')
  for (const skip of reporter.skips) {
    process.stdout.write(`${ci ? 'failed, because skipped on CI' : 'skipped'}: ${skip}\n`)
  }
  return close(judge(reporter.tally, ci), problems)
}

async function provision(): Promise<string[]> {
  // Loaded here, so that a broken product still gets its tests and its closing line.
  const { provisionRuntimes } = await import('../test/support/provision-runtimes.ts')
  return provisionRuntimes((line) => process.stdout.write(`${line}\n`))
}

/** On a CI machine every new process of this checkout counts; elsewhere somebody may be working in it meanwhile. */
async function endLeftovers(): Promise<string[]> {
  const search = { mark: temporary, folder: ci ? root : null, before }
  const leftovers = await waitForNoLeftovers(search, 5_000)
  return leftovers.map(({ pid, command }) => {
    kill(pid)
    return `a test left process ${pid} behind: ${command}`
  })
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    process.stdout.write(`process ${pid} could not be killed: ${String(error)}\n`)
  }
}

/** Prints problems and the closing line, which is for machines; the exit code says the same. */
function close(tally: Tally, problems: readonly string[]): number {
  for (const problem of problems) process.stdout.write(`failed: ${problem}\n`)
  const total = { ...tally, failed: tally.failed + problems.length }
  process.stdout.write(`${formatTally(total)}\n`)
  return total.failed === 0 ? 0 : 1
}
