// tailrace profiles: list, show, import, export, delete.
import { Command } from 'commander'
import type { ExitCode } from '../exit-code.ts'
import type { Terminal } from '../program.ts'

interface Json {
  json?: boolean
}

export function profilesCommand(terminal: Terminal, done: (code: ExitCode) => void): Command {
  const command = new Command('profiles').description('saved and built-in profiles')
  const actions = () => import('../manage-profiles.ts')
  command
    .command('list', { isDefault: true })
    .description('every profile')
    .option('--json', 'one JSON document on stdout')
    .action(async (options: Json) =>
      done(await (await actions()).listProfiles(options.json === true, terminal)),
    )
  command
    .command('show')
    .description('one profile, as its file')
    .argument('<id>')
    .action(async (id: string) => done(await (await actions()).showProfile(id, terminal)))
  command
    .command('import')
    .description('save the profile of a file, of any version; - reads stdin')
    .argument('<file>')
    .action(async (file: string) => done(await (await actions()).importProfile(file, terminal)))
  command
    .command('export')
    .description('write a profile to a file')
    .argument('<id>')
    .option('--out <file>', 'where to (default: <id>.json here)')
    .action(async (id: string, options: { out?: string }) =>
      done(await (await actions()).exportProfile(id, options.out, terminal)),
    )
  command
    .command('delete')
    .description('delete a saved profile')
    .argument('<id>')
    .action(async (id: string) => done(await (await actions()).deleteProfile(id, terminal)))
  return command
}
