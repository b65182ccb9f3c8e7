// Which stored runs a search finds: every word must occur somewhere in what the list shows. Pure.
import type { RunSummary } from '../../../model/result.ts'

export function matchingRuns(runs: readonly RunSummary[], search: string): RunSummary[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return runs.filter((run) => {
    const labels = run.contenders.map((contender) => contender.label)
    const text = [run.profileName, run.workload, run.load, run.status, run.startedAt, ...labels]
      .join(' ')
      .toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
