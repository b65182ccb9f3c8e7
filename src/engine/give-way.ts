// While a trial is measured, the engine and the screens of its session give way to servers and generator, which lead
// sessions of their own. Knows stages, not what happens in them.
import { writeFileSync } from 'node:fs'
import type { Stage } from '../model/live.ts'

/** nice value of the whole session while measuring (sched(7), autogroup); lowering needs no privilege, nor does going back to 0 */
const yieldingNice = 10
const measuring: ReadonlySet<Stage> = new Set(['warm-up', 'measure'])

export interface GiveWay {
  follow(stage: Stage): void
  /** Back to the ordinary priority; also undoes what an engine that was killed while measuring left behind. */
  restore(): void
}

/** `file` is the session's autogroup file; a host without one, or that refuses, keeps its priorities. */
export function giveWay(file = '/proc/self/autogroup'): GiveWay {
  let current: number | null = null
  const set = (nice: number): void => {
    if (nice === current) return
    current = nice
    try {
      writeFileSync(file, String(nice), { flag: 'r+' })
    } catch (error) {
      // Not Linux, not this kernel, or too often for it: measuring goes on as it was.
      if (!(error instanceof Error && 'code' in error)) throw error
    }
  }
  return { follow: (stage) => set(measuring.has(stage) ? yieldingNice : 0), restore: () => set(0) }
}
