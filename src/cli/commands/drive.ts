// tailrace drive: the bare generator against a server that already runs, as wrk or k6 would be used.
import { Command } from 'commander'
import type { ExitCode } from '../exit-code.ts'
import { choice, collect, number } from '../input/arguments.ts'
import { addLoadOptions, type LoadOptions } from '../input/load-options.ts'
import { parseObjective } from '../input/objective.ts'
import type { Terminal } from '../program.ts'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'] as const

export interface DriveOptions extends LoadOptions {
  method?: (typeof methods)[number]
  header?: string[]
  threads?: number
}

export function driveCommand(terminal: Terminal, done: (code: ExitCode) => void): Command {
  const command = new Command('drive')
    .description('load one server that already runs on this machine (loopback only)')
    .argument('<url>', 'e.g. http://127.0.0.1:8000/path')
    .option('--method <name>', 'GET, HEAD, POST, PUT or DELETE', choice('--method', methods))
    .option('--header <name: value>', 'a request header; repeatable', collect)
    .option(
      '--threads <n>',
      'threads of the generator',
      number('--threads', { minimum: 1, maximum: 64, integer: true }),
    )
  return addLoadOptions(command).action(async (url: string, options: DriveOptions) => {
    const objectives = (options.failOn ?? []).map(parseObjective)
    const { runDrive } = await import('../run-drive.ts')
    done(await runDrive(url, options, objectives, terminal))
  })
}
