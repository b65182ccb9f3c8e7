// tailrace export: files from a stored run.
import { Command } from 'commander'
import { type ExportFormat, exportFormats } from '../../ipc/contract.ts'
import type { ExitCode } from '../exit-code.ts'
import { choice } from '../input/arguments.ts'
import type { Terminal } from '../program.ts'

export interface ExportOptions {
  format?: ExportFormat[]
  out?: string
}

export function exportCommand(terminal: Terminal, done: (code: ExitCode) => void): Command {
  const known = choice('--format', exportFormats)
  return new Command('export')
    .description('write the files of a stored run')
    .argument('<runId>', 'see tailrace history')
    .option(
      '--format <name>',
      `${exportFormats.join(', ')}; repeatable (default: all of them)`,
      (text: string, previous: ExportFormat[] | undefined) => [...(previous ?? []), known(text)],
    )
    .option('--out <folder>', 'where to (default: results/<run id>); - writes one format to stdout')
    .action(async (runId: string, options: ExportOptions) => {
      const { runExport } = await import('../run-export.ts')
      done(await runExport(runId, options, terminal))
    })
}
