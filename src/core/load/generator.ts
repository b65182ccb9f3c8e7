// The entry of the generator process: takes one specification at a time from its parent, drives it, tells windows.
// A process of its own, so that it can be pinned alone; when its parent is gone it goes too.
import { TailraceError, toEnvelope } from '../../model/errors.ts'
import { type LoadSpec, loadSpecSchema } from '../../model/generator.ts'
import { parseOrThrow } from '../../model/parse.ts'
import { type FromGenerator, toGeneratorSchema } from './generator-messages.ts'
import { threadCount } from './thread-load.ts'
import { runTrial, type ThreadMaker } from './trial.ts'
import { TrialDriver } from './trial-driver.ts'
import { WorkerThread } from './worker-thread.ts'

// Beside this file, in the sources and in the build alike.
const workerFile = import.meta.url.endsWith('.ts') ? './generator-worker.ts' : './generator-worker.js'

let running: AbortController | null = null

function tell(message: FromGenerator): void {
  process.send?.(message)
}

/** One thread runs here, where it shares no core with a second; more run on worker threads. */
function threadMaker(spec: LoadSpec): ThreadMaker {
  if (threadCount(spec) === 1) {
    return (thread, host, share, events) => new TrialDriver(thread, host, share, events)
  }
  const entry = new URL(workerFile, import.meta.url)
  return (thread, host, share, events) => new WorkerThread(entry, thread, host, share, events)
}

async function run(input: unknown): Promise<void> {
  if (running !== null) throw new TailraceError('load.invalid', 'This generator is already running a load.')
  const spec = parseOrThrow(loadSpecSchema, input, 'load.invalid', 'load specification')
  const controller = new AbortController()
  running = controller
  try {
    const summary = await runTrial(spec, threadMaker(spec), tell, controller.signal)
    tell({ type: 'done', summary })
  } finally {
    running = null
  }
}

if (process.send === undefined) {
  process.stderr.write('The generator is started by Tailrace, not by hand: use `tailrace drive`.\n')
  process.exit(2)
}
process.on('disconnect', () => process.exit(0))
process.on('message', (input) => {
  const message = toGeneratorSchema.parse(input)
  if (message.type === 'cancel') running?.abort()
  else run(message.spec).catch((error: unknown) => tell({ type: 'error', error: toEnvelope(error) }))
})
tell({ type: 'ready' })
