// The entry of a generator worker thread: one driver, told by the main thread what to do.
import { parentPort } from 'node:worker_threads'
import { TailraceError } from '../../model/errors.ts'
import type { FromWorker, ToWorker } from './generator-messages.ts'
import { TrialDriver } from './trial-driver.ts'

const port = parentPort
if (port === null) throw new TailraceError('internal', 'generator-worker only runs as a worker thread.')

const tell = (message: FromWorker): void => port.postMessage(message)
let driver: TrialDriver | null = null

async function take(message: ToWorker): Promise<void> {
  switch (message.type) {
    case 'connect':
      driver = new TrialDriver(message.spec, message.host, message.share, {
        phase: (phase) => tell({ type: 'phase', phase }),
        window: (window) => tell({ type: 'window', window }),
      })
      await driver.connect()
      tell({ type: 'connected' })
      break
    case 'start':
      if (driver !== null) tell({ type: 'done', summary: await driver.run(message.startNs) })
      break
    case 'end-warm-up':
      driver?.endWarmUpAt(message.atNs)
      break
    case 'cancel':
      driver?.cancel()
  }
}

// A throw here must end the thread, so that the main thread hears of it: hence no catch.
port.on('message', (message: ToWorker) => void take(message))
