// Where CPU work runs: on the event loop, or in a fixed pool of worker threads with one queue.
import { Worker } from 'node:worker_threads'
import { type Outcome, perform, type Task } from './work.ts'

export interface Offload {
  run(task: Task): Outcome | Promise<Outcome>
  /** tasks that wait for a thread */
  queued(): number
}

export const inlineOffload: Offload = { run: perform, queued: () => 0 }

interface Job {
  readonly task: Task
  readonly done: (outcome: Outcome) => void
}

/** Resolves when every thread is up. A thread that dies takes the process with it: a smaller pool would measure wrong. */
export async function startPool(size: number): Promise<Offload> {
  const waiting: Job[] = []
  const idle: Worker[] = []
  const busy = new Map<Worker, Job>()

  const give = (worker: Worker) => {
    const job = waiting.shift()
    if (job === undefined) {
      idle.push(worker)
      return
    }
    busy.set(worker, job)
    worker.postMessage(job.task)
  }
  const start = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./pool-thread.ts', import.meta.url))
      worker.once('online', () => {
        idle.push(worker)
        resolve()
      })
      worker.on('error', reject)
      worker.on('message', (outcome: Outcome) => {
        busy.get(worker)?.done(outcome)
        busy.delete(worker)
        give(worker)
      })
      worker.on('exit', (code) => {
        process.stderr.write(`node: a pool thread ended with code ${code}\n`)
        process.exit(1)
      })
    })
  await Promise.all(Array.from({ length: size }, start))

  return {
    run: (task) =>
      new Promise((done) => {
        waiting.push({ task, done })
        const worker = idle.pop()
        if (worker !== undefined) give(worker)
      }),
    queued: () => waiting.length,
  }
}
