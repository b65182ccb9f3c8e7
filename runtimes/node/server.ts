// Entry of the Node runtime. The contract is in ../README.md.
import cluster from 'node:cluster'
import { startCluster } from './primary.ts'
import { readSettings } from './settings.ts'
import { serve } from './worker.ts'

try {
  const settings = readSettings(process.env)
  if (settings.topology === 'cluster' && cluster.isPrimary) startCluster(settings)
  else {
    // A worker must not outlive its primary.
    process.once('disconnect', () => process.exit(0))
    await serve({ id: process.env.TAILRACE_WORKER ?? '0', settings })
  }
} catch (error) {
  process.stderr.write(`node: cannot serve: ${error instanceof Error ? error.message : error}\n`)
  process.exit(1)
}
