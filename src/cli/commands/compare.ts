// tailrace compare: one profile, a few options over it, every contender measured in turn.
import { Command } from 'commander'
import type { ExitCode } from '../exit-code.ts'
import { choice, collect } from '../input/arguments.ts'
import { addLoadOptions } from '../input/load-options.ts'
import { parseObjective } from '../input/objective.ts'
import type { CompareOptions } from '../input/profile.ts'
import { parseWorkload } from '../input/workload.ts'
import type { Terminal } from '../program.ts'

type Given = Omit<CompareOptions, 'failOn'> & { failOn?: string[] }

export function compareCommand(terminal: Terminal, done: (code: ExitCode) => void): Command {
  const command = new Command('compare')
    .description('measure contenders against each other; without arguments: the profile first-look')
    .argument('[profile]', 'a profile by id (see tailrace profiles), or the path of a profile file')
    .option(
      '--contender <preset>',
      'a contender preset with knobs, e.g. fastapi-uvloop:offload=to_thread,workers=4; repeatable',
      collect,
    )
    .option(
      '--workload <kind>',
      'hello, wait:ms=100, cpu:targetMs=60, mixed:waitMs=50,targetMs=20, json:items=1000, blocking:ms=200',
      parseWorkload,
    )
  return addLoadOptions(command)
    .option('--backend <kind>', 'auto or process', choice('--backend', ['auto', 'process'] as const))
    .option(
      '--cores <kind>',
      'dedicated (whole cores for the server) or shared',
      choice('--cores', ['dedicated', 'shared'] as const),
    )
    .option('--no-provision', 'refuse to download or build anything')
    .action(async (profile: string | undefined, given: Given) => {
      const { failOn, ...rest } = given
      const options = failOn === undefined ? rest : { ...rest, failOn: failOn.map(parseObjective) }
      const { runCompare } = await import('../run-compare.ts')
      done(await runCompare(profile, options, terminal))
    })
}
