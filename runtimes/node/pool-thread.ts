// One thread of the pool: takes a task, does it, answers.
import { parentPort } from 'node:worker_threads'
import { perform, type Task } from './work.ts'

parentPort?.on('message', (task: Task) => parentPort?.postMessage(perform(task)))
