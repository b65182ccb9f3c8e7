// tailrace runtimes: which server runtimes there are, what state they are in here, and their contender presets.
import { Command } from 'commander'
import type { ExitCode } from '../exit-code.ts'
import type { Terminal } from '../program.ts'

export function runtimesCommand(terminal: Terminal, done: (code: ExitCode) => void): Command {
  const command = new Command('runtimes').description('the server runtimes and what they need here')
  command
    .command('list', { isDefault: true })
    .description('state, knobs and contender presets of every runtime')
    .option('--json', 'one JSON document on stdout')
    .action(async (options: { json?: boolean }) => {
      const { listRuntimes } = await import('../list-runtimes.ts')
      done(await listRuntimes(options.json === true, terminal))
    })
  return command
}
