// Runs all benchmarks, or those named on the command line, and prints one line for each.
import { type Bench, Skipped } from './bench.ts'
import { lateness } from './lateness.ts'
import { perRequestCpu } from './per-request-cpu.ts'
import { quickRun } from './quick-run.ts'
import { firstPaint, helpTime } from './start-up.ts'

const benches: readonly Bench[] = [perRequestCpu, lateness, helpTime, firstPaint, quickRun]

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !benches.some((bench) => bench.name === name))
if (unknown.length > 0) {
  process.stderr.write(
    `No benchmark is named ${unknown.join(', ')}. There are: ${benches.map(({ name }) => name).join(', ')}\n`,
  )
  process.exit(2)
}
for (const bench of benches) {
  if (wanted.length > 0 && !wanted.includes(bench.name)) continue
  try {
    process.stdout.write(`${bench.name}: ${await bench.run()}\n`)
  } catch (error) {
    if (!(error instanceof Skipped)) throw error
    process.stdout.write(`${bench.name}: skipped, ${error.message}\n`)
  }
}
