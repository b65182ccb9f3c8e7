// Runs one tool (compiler, pip, apt) to its end in a process group of its own, line by line, so that a cancel
// ends it with everything it started. Knows nothing of what the tools are for.
import { execa } from 'execa'
import { TailraceError } from '../../../model/errors.ts'
import type { Reaper } from '../backend.ts'
import { LastLines } from './last-lines.ts'
import { endGroup } from './process-group.ts'

export interface Command {
  file: string
  args: readonly string[]
  cwd?: string
  /** replaces the environment where given */
  env?: Readonly<Record<string, string>>
  /** each line of stdout and stderr as it comes */
  onLine?: (line: string) => void
}

/** What every tool run shares. */
export interface CommandContext {
  signal: AbortSignal
  reaper: Reaper
}

export interface CommandResult {
  /** null where it was killed or could not be started */
  code: number | null
  stdout: string
  lastLines: string[]
}

/**
 * Runs a command; any exit code is a result. Throws `run.cancelled` when `signal` aborts, after every process
 * of the command's group is gone.
 */
export async function runCommand(command: Command, context: CommandContext): Promise<CommandResult> {
  throwIfCancelled(context.signal)
  const subprocess = execa(command.file, command.args, {
    ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
    env: command.env ?? toolEnvironment(),
    extendEnv: false,
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
    all: true,
    detached: process.platform !== 'win32',
    cleanup: false,
    reject: false,
    maxBuffer: 16 * 1024 * 1024,
  })
  const { pid } = subprocess
  const lastLines = new LastLines()
  const end = () => {
    if (pid !== undefined) void endGroup(pid, 0).catch((error: unknown) => lastLines.add(String(error)))
  }
  if (pid !== undefined) context.reaper.guard(pid)
  context.signal.addEventListener('abort', end)
  try {
    for await (const line of subprocess.iterable({ from: 'all' })) {
      lastLines.add(line)
      command.onLine?.(line)
    }
    const result = await subprocess
    if (pid === undefined) lastLines.add(result.originalMessage ?? `${command.file} could not be started`)
    return { code: result.exitCode ?? null, stdout: result.stdout, lastLines: lastLines.get() }
  } finally {
    context.signal.removeEventListener('abort', end)
    if (pid !== undefined) {
      await endGroup(pid, 0)
      context.reaper.release(pid)
    }
    throwIfCancelled(context.signal)
  }
}

/** As {@link runCommand}, and any end but exit code 0 is `provision.failed` with the last lines of output. */
export async function runStep(
  step: string,
  command: Command,
  context: CommandContext,
): Promise<CommandResult> {
  const result = await runCommand(command, context)
  if (result.code !== 0) throw provisionFailed(step, result)
  return result
}

export function provisionFailed(step: string, result: CommandResult): TailraceError {
  const ending = result.code === null ? 'did not end of itself' : `ended with exit code ${result.code}`
  return new TailraceError('provision.failed', `${step} ${ending}:\n${result.lastLines.join('\n')}`, {
    context: { step, exitCode: result.code, lastLines: result.lastLines },
  })
}

export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new TailraceError('run.cancelled', 'Cancelled while preparing a runtime')
}

/**
 * The user's environment (proxies, certificates, package indexes) without what would lead a Python astray,
 * and in a language whose messages we can read.
 */
export function toolEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || /^(PYTHON|VIRTUAL_ENV|CONDA_|PYENV_VERSION|__PYVENV)/.test(name)
      ? []
      : [[name, value] as const],
  )
  return { ...Object.fromEntries(kept), LC_ALL: 'C.UTF-8' }
}
