// What `tailrace serve` does: the engine as a process, the screens over loopback, until it is told to stop.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findInstallation } from '../engine/installation.ts'
import { startEngine } from '../engine/starter.ts'
import { TailraceError } from '../model/errors.ts'
import { startServer } from '../server/start-server.ts'
import type { ServeOptions } from './commands/serve.ts'
import { type ExitCode, exitCodes } from './exit-code.ts'
import { interruptible } from './interruptible.ts'
import { hasDisplay, openBrowser } from './open-browser.ts'
import type { Terminal } from './program.ts'

/** Ctrl-C is the usual way to end it, so it ends with 0. */
export async function runServe(options: ServeOptions, terminal: Terminal): Promise<ExitCode> {
  const installation = findInstallation()
  if (!existsSync(join(installation.rendererFolder, 'index.html'))) {
    throw new TailraceError('host.unsupported', 'The screens are not built yet', {
      hint: 'Run npm run build.',
    })
  }
  return interruptible(async (signal) => {
    const log = (line: string): void => terminal.err(`${line}\n`)
    const engine = startEngine({
      installation,
      nodePath: installation.nodePath,
      environment: process.env,
      log,
    })
    try {
      const server = await startServer({
        engine,
        rendererFolder: installation.rendererFolder,
        log,
        ...(options.port === undefined ? {} : { port: options.port }),
      })
      try {
        terminal.out(`${server.link}\n`)
        terminal.err('Tailrace is at the link above, for this machine only. Ctrl-C ends it.\n')
        const wanted = options.open ?? hasDisplay({ platform: process.platform, environment: process.env })
        if (wanted && !(await openBrowser(server.link))) terminal.err('No browser was found to open it.\n')
        await new Promise<void>((resolve) => {
          if (signal.aborted) resolve()
          else signal.addEventListener('abort', () => resolve(), { once: true })
        })
      } finally {
        await server.close()
      }
    } finally {
      await engine.stop()
    }
    return exitCodes.done
  })
}
