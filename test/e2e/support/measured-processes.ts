// The processes a measurement is made of: servers and generators that were not there before. Linux only.
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { processIds } from '../../support/leftover-processes.ts'

export function measuredProcesses(before: ReadonlySet<number>): number[] {
  return [...processIds()].filter((pid) => {
    if (before.has(pid)) return false
    try {
      const isServer = readFileSync(`/proc/${pid}/environ`, 'utf8').includes('TAILRACE_KNOBS=')
      return isServer || readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('generator.js')
    } catch {
      return false // it ended meanwhile
    }
  })
}

/** Polls until the condition holds; throws with what it waited for when it does not. */
export async function waitFor(what: string, condition: () => boolean, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`waited ${limitMs} ms in vain: ${what}`)
    await delay(20)
  }
}
