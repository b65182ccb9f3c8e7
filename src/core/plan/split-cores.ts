// Which CPUs the server and the generator get, by whole physical cores where there are enough. Knows the host's facts only.
import type { Host } from '../../model/host.ts'
import type { Plan } from '../../model/plan.ts'

export interface CoreSplit {
  /** logical CPU ids, ascending; empty: not pinned */
  readonly serverCpus: number[]
  readonly generatorCpus: number[]
  /** physical cores the server may use: what its workers are measured against */
  readonly serverCores: number
  readonly isolation: Plan['isolation']
}

/**
 * `dedicated`: the generator gets the last whole core, the server all others; on a single core with several hardware
 * threads it gets the last thread, which shares that core's caches and units (`threads`). `shared`: everything to both.
 */
export function splitCores(host: Host, cores: 'dedicated' | 'shared'): CoreSplit {
  const groups = host.cores.filter((group) => group.length > 0)
  const all = ascending(groups.length > 0 ? groups.flat() : host.cpus)
  const coreCount = Math.max(1, groups.length)
  if (!host.canPin) return { serverCpus: [], generatorCpus: [], serverCores: coreCount, isolation: 'none' }
  if (cores === 'shared') {
    return { serverCpus: all, generatorCpus: all, serverCores: coreCount, isolation: 'shared' }
  }
  const last = groups.at(-1)
  if (groups.length >= 2 && last !== undefined) {
    const server = groups.slice(0, -1)
    return {
      serverCpus: ascending(server.flat()),
      generatorCpus: ascending(last),
      serverCores: server.length,
      isolation: 'cores',
    }
  }
  if (all.length >= 2) {
    return {
      serverCpus: all.slice(0, -1),
      generatorCpus: all.slice(-1),
      serverCores: 1,
      isolation: 'threads',
    }
  }
  return { serverCpus: all, generatorCpus: all, serverCores: 1, isolation: 'shared' }
}

function ascending(ids: readonly number[]): number[] {
  return [...new Set(ids)].sort((left, right) => left - right)
}
