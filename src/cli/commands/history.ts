// tailrace history: stored runs.
import { Command } from 'commander'
import type { ExitCode } from '../exit-code.ts'
import type { Terminal } from '../program.ts'

interface Json {
  json?: boolean
}

export function historyCommand(terminal: Terminal, done: (code: ExitCode) => void): Command {
  const command = new Command('history').description('stored runs')
  const actions = () => import('../manage-history.ts')
  command
    .command('list', { isDefault: true })
    .description('every stored run, the newest first')
    .option('--json', 'one JSON document on stdout')
    .action(async (options: Json) => done(await (await actions()).listRuns(options.json === true, terminal)))
  command
    .command('show')
    .description('the result of one run')
    .argument('<runId>')
    .option('--json', 'one JSON document on stdout')
    .action(async (runId: string, options: Json) =>
      done(await (await actions()).showRun(runId, options.json === true, terminal)),
    )
  command
    .command('delete')
    .description('delete a stored run and its data')
    .argument('<runId>')
    .action(async (runId: string) => done(await (await actions()).deleteRun(runId, terminal)))
  return command
}
