// tailrace serve: the same screens in a browser.
import { Command } from 'commander'
import type { ExitCode } from '../exit-code.ts'
import { number } from '../input/arguments.ts'
import type { Terminal } from '../program.ts'

export interface ServeOptions {
  port?: number
  /** undefined: only where there is a display and a browser */
  open?: boolean
}

export function serveCommand(terminal: Terminal, done: (code: ExitCode) => void): Command {
  return new Command('serve')
    .description('serve the screens to a browser on this machine, behind a token')
    .option(
      '--port <n>',
      'port on 127.0.0.1 (default: any free one)',
      number('--port', { minimum: 1, maximum: 65_535, integer: true }),
    )
    .option('--open', 'open a browser (default: where there is a display)')
    .option('--no-open', 'only print the link')
    .action(async (options: ServeOptions) => {
      const { runServe } = await import('../run-serve.ts')
      done(await runServe(options, terminal))
    })
}
