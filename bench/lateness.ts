// How late requests leave against their schedule, beside the host's own jitter: a bare spin loop on the same core.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Histogram } from '../src/core/histogram/histogram.ts'
import type { Bench } from './bench.ts'
import { startNullServer } from './null-server.ts'
import { drive } from './our-generator.ts'
import { needTwoCores } from './programs.ts'

const seconds = 5
const rates = [1_000, 10_000]

/**
 * Spins for a while and notes every gap between two clock readings. A request due at a random moment of a gap of g µs
 * is late by a time uniform in 0 … g, so percentiles are taken over time, not over gaps.
 */
const spin = `
const gaps = []; const start = performance.now(); let last = start
while (last - start < ${seconds * 1000}) { const now = performance.now(); if (now - last > 0.005) gaps.push(now - last); last = now }
console.log(JSON.stringify(gaps))`

export const lateness: Bench = {
  name: 'lateness',
  async run() {
    needTwoCores()
    await using server = await startNullServer()
    const parts: string[] = []
    for (const ratePerSecond of rates) {
      const summary = await drive({
        port: server.port,
        measureSeconds: seconds,
        load: { kind: 'open', rate: { shape: 'constant', ratePerSecond }, arrivals: 'uniform' },
      })
      const ours = Histogram.fromData(summary.latenessUs)
      const host = await hostJitterUs()
      const each = [50, 99, 99.9].map((percentile) => {
        return `p${percentile} ${ours.valueAtPercentile(percentile)} (${host(percentile).toFixed(0)})`
      })
      const ratio = ours.valueAtPercentile(99.9) / Math.max(1, host(99.9))
      parts.push(
        `${ratePerSecond}/s p99.9 ${ratio.toFixed(2)} × host's jitter; µs (host): ${each.join(', ')}, max ${ours.max}`,
      )
    }
    return parts.join(' · ')
  },
}

async function hostJitterUs(): Promise<(percentile: number) => number> {
  const child = spawn('taskset', ['-c', '1', process.execPath, '-e', spin], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  child.stdout.on('data', (data: Buffer) => {
    text += data.toString()
  })
  await once(child, 'close')
  const gapsUs: number[] = JSON.parse(text).map((gapMs: number) => gapMs * 1000)
  return (percentile) => latenessAt(gapsUs, percentile, seconds * 1e6)
}

/** The lateness L that a random moment exceeds with probability 1 − percentile: Σ max(0, g − L) = (1 − p) · time. */
function latenessAt(gapsUs: readonly number[], percentile: number, totalUs: number): number {
  const wanted = (1 - percentile / 100) * totalUs
  let low = 0
  let high = Math.max(0, ...gapsUs)
  for (let round = 0; round < 50; round++) {
    const middle = (low + high) / 2
    const beyond = gapsUs.reduce((sum, gap) => sum + Math.max(0, gap - middle), 0)
    if (beyond > wanted) low = middle
    else high = middle
  }
  return high
}
