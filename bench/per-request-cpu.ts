// CPU per request beside wrk: same server, same 64 keep-alive connections, one core each, runs taken in turn.
import { type Bench, median } from './bench.ts'
import { startNullServer } from './null-server.ts'
import { drive } from './our-generator.ts'
import { need, needTwoCores, runPinned } from './programs.ts'

const pairs = Number(process.env.TAILRACE_BENCH_PAIRS ?? 5)
const seconds = 4

export const perRequestCpu: Bench = {
  name: 'per-request-cpu',
  async run() {
    needTwoCores()
    const wrk = need('wrk')
    await using server = await startNullServer()
    const ours: number[] = []
    const theirs: number[] = []
    for (let pair = 0; pair < pairs; pair++) {
      // Alternate who goes first, so that a drift of the machine favours neither.
      for (const who of pair % 2 === 0 ? ['wrk', 'ours'] : ['ours', 'wrk']) {
        if (who === 'ours') ours.push(await oursUs(server.port))
        else theirs.push(await wrkUs(wrk, server.port))
      }
    }
    const ratios = ours.map((us, pair) => us / (theirs[pair] ?? Number.NaN))
    const each = ratios.map((ratio) => ratio.toFixed(2)).join(', ')
    return (
      `${median(ratios).toFixed(2)} × wrk (${median(ours).toFixed(1)} µs against ${median(theirs).toFixed(1)} µs of CPU ` +
      `per request; pairs: ${each})`
    )
  },
}

async function oursUs(port: number): Promise<number> {
  const summary = await drive({
    port,
    measureSeconds: seconds,
    load: { kind: 'closed', users: 64, thinkTimeMs: 0 },
  })
  if (summary.counts.ok !== summary.counts.scheduled)
    throw new Error(`Requests failed: ${JSON.stringify(summary.counts)}`)
  return summary.generatorCpuUs / summary.counts.ok
}

async function wrkUs(wrk: string, port: number): Promise<number> {
  const { output, cpuUs } = await runPinned(1, wrk, [
    '-t1',
    '-c64',
    `-d${seconds}s`,
    `http://127.0.0.1:${port}/`,
  ])
  const requests = /(\d+) requests in/.exec(output)?.[1]
  if (requests === undefined) throw new Error(`wrk said nothing of requests: ${output}`)
  return cpuUs / Number(requests)
}
