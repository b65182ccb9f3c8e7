// What `tailrace export` does.
import type { ExportOptions } from './commands/export.ts'
import { type ExitCode, exitCodes } from './exit-code.ts'
import { badArgument } from './input/arguments.ts'
import type { Terminal } from './program.ts'
import { withEngine } from './session.ts'
import { writeRunFiles } from './write-run-files.ts'

export async function runExport(
  runId: string,
  options: ExportOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const [format, ...others] = options.format ?? []
  if (options.out === '-' && (format === undefined || others.length > 0)) {
    throw badArgument('--out', '-', 'a folder, or - with exactly one --format')
  }
  return withEngine(async (session) => {
    if (options.out === '-' && format !== undefined) {
      const { text } = await session.request('export.render', { runId, format })
      terminal.out(text)
      return exitCodes.done
    }
    for (const file of await writeRunFiles(session, runId, options.out, options.format)) {
      terminal.out(`${file}\n`)
    }
    return exitCodes.done
  })
}
