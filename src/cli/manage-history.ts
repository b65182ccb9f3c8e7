// What the `tailrace history` commands do.
import { type ExitCode, exitCodeOfResult, exitCodes } from './exit-code.ts'
import { createPaint } from './output/paint.ts'
import { resultLines } from './output/result-text.ts'
import type { Terminal } from './program.ts'
import { withEngine } from './session.ts'

export async function listRuns(json: boolean, terminal: Terminal): Promise<ExitCode> {
  const runs = await withEngine((session) => session.request('history.list', {}))
  if (json) {
    terminal.out(`${JSON.stringify({ schema: 'tailrace.history/1', runs }, null, 2)}\n`)
    return exitCodes.done
  }
  if (runs.length === 0) terminal.err('There are no stored runs yet.\n')
  for (const run of runs) {
    const contenders = run.contenders.map((contender) => contender.label).join(' · ')
    terminal.out(
      `${run.runId}  ${run.status.padEnd(11)}  ${run.profileName}: ${run.workload}, ${run.load}  ${contenders}\n`,
    )
  }
  return exitCodes.done
}

/** The exit code is that of the run itself, so that a script can ask again later. */
export async function showRun(runId: string, json: boolean, terminal: Terminal): Promise<ExitCode> {
  const result = await withEngine((session) => session.request('history.get', { runId }))
  if (json) terminal.out(`${JSON.stringify(result, null, 2)}\n`)
  else for (const line of resultLines(result, createPaint(terminal.colours))) terminal.out(`${line}\n`)
  return exitCodeOfResult(result)
}

export async function deleteRun(runId: string, terminal: Terminal): Promise<ExitCode> {
  await withEngine((session) => session.request('history.delete', { runId }))
  terminal.err(`deleted ${runId}\n`)
  return exitCodes.done
}
