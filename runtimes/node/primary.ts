// The primary of the cluster: starts the workers, and ends them all when one fails or when told to.
import cluster, { type Worker as Child } from 'node:cluster'
import type { Settings } from './settings.ts'

const killAfterMs = 800

export function startCluster(settings: Settings): void {
  cluster.schedulingPolicy = settings.scheduling === 'rr' ? cluster.SCHED_RR : cluster.SCHED_NONE
  const children = Array.from({ length: settings.workers }, (_, index) =>
    cluster.fork({ TAILRACE_WORKER: String(index) }),
  )
  let code: number | null = null
  let alive = children.length

  const stop = (exitCode: number) => {
    if (code !== null) return
    code = exitCode
    for (const child of children) child.process.kill('SIGTERM')
    // A worker whose loop is blocked does not hear SIGTERM.
    setTimeout(() => {
      for (const child of children) child.process.kill('SIGKILL')
    }, killAfterMs)
  }
  cluster.on('exit', (child: Child, exitCode, signal) => {
    alive -= 1
    if (code === null) {
      process.stderr.write(`node: worker ${child.id - 1} ended (${signal || `exit code ${exitCode}`})\n`)
      stop(1)
    }
    if (alive === 0) process.exit(code ?? 1)
  })
  process.once('SIGTERM', () => stop(0))
  process.once('SIGINT', () => stop(0))
}
