// The engine process: hosts the service, serves the contract to its parent over Node's IPC, and goes when the parent
// goes. What it left running when it dies in any other way is the guardian's to kill.
import type { Handler } from '../ipc/channel.ts'
import { serveChannel } from '../ipc/serve-channel.ts'
import { toEnvelope } from '../model/errors.ts'
import { findInstallation } from './installation.ts'
import { processChannel } from './process-channel.ts'
import { createEngine, type EngineService } from './service.ts'

/** How long a clean end may take before the process leaves anyway. */
const closeLimitMs = 15_000

function main(): void {
  const engine = createEngine({ installation: findInstallation() })
  // A service that cannot start (a data folder written by a newer version) answers every request with the reason.
  engine.catch((error: unknown) => report('the engine could not start', error))

  let ending = false
  const end = (): void => {
    if (ending) return
    ending = true
    setTimeout(() => process.exit(1), closeLimitMs).unref()
    engine
      .then(
        (service) => service.close(),
        // it never started, which has been reported
        () => undefined,
      )
      .then(
        () => process.exit(0),
        (error: unknown) => {
          report('the engine could not close', error)
          process.exit(1)
        },
      )
  }

  process.on('uncaughtException', die)
  process.on('unhandledRejection', die)
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  serveChannel(processChannel(process), whenReady(engine), (error) => report('bad message', error))
  process.on('disconnect', end)
}

/** Requests wait until the service is there; events flow from then on. */
function whenReady(engine: Promise<EngineService>): Handler {
  return {
    handle: async (name, params) => (await engine).handle(name, params),
    onEvent(listener) {
      let wanted = true
      let remove = (): void => {
        wanted = false
      }
      engine.then(
        (service) => {
          if (wanted) remove = service.onEvent(listener)
        },
        () => undefined,
      )
      return () => remove()
    },
  }
}

function report(what: string, error: unknown): void {
  process.stderr.write(`tailrace engine: ${what}: ${JSON.stringify(toEnvelope(error))}\n`)
}

function die(error: unknown): void {
  report('uncaught', error)
  if (error instanceof Error && error.stack !== undefined) process.stderr.write(`${error.stack}\n`)
  process.exit(1)
}

main()
