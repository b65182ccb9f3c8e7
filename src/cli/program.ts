// The command line as a whole: which commands there are, and how an error leaves. What they do is loaded when they run.
import { Command, CommanderError } from 'commander'
import { TailraceError, toEnvelope } from '../model/errors.ts'
import { compareCommand } from './commands/compare.ts'
import { driveCommand } from './commands/drive.ts'
import { exportCommand } from './commands/export.ts'
import { historyCommand } from './commands/history.ts'
import { profilesCommand } from './commands/profiles.ts'
import { runtimesCommand } from './commands/runtimes.ts'
import { serveCommand } from './commands/serve.ts'
import { type ExitCode, exitCodeOfError, exitCodes } from './exit-code.ts'
import { wantsColours } from './output/paint.ts'
import { packageVersion } from './package-version.ts'

/** Where output goes; tests put buffers here. */
export interface Terminal {
  out(text: string): void
  err(text: string): void
  /** stderr, where it is a terminal that progress can be redrawn on */
  readonly live?: NodeJS.WriteStream
  /** stdout is a terminal */
  readonly colours: boolean
}

export const processTerminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  ...(process.stderr.isTTY && process.env.TERM !== 'dumb' ? { live: process.stderr } : {}),
  colours: wantsColours(process.stdout, process.env),
}

/** Runs one command and returns its exit code; never throws, never exits the process. */
export async function runProgram(
  args: readonly string[],
  terminal: Terminal = processTerminal,
): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done
  const done = (code: ExitCode): void => {
    exitCode = code
  }
  const program = new Command('tailrace')
    .description('Which server runtime keeps its tail latency under control, for this kind of work, here?')
    .version(packageVersion(), '-V, --version')
    .addHelpText('after', examples)
  for (const make of commands) program.addCommand(make(terminal, done))
  confine(program, terminal)
  try {
    await program.parseAsync([...args], { from: 'user' })
    return exitCode
  } catch (error) {
    return failed(error, args.includes('--json'), terminal)
  }
}

const commands = [
  compareCommand,
  driveCommand,
  serveCommand,
  runtimesCommand,
  profilesCommand,
  historyCommand,
  exportCommand,
]

const examples = `
Examples:
  tailrace compare                                          the first look: three runtimes, 100 ms waits
  tailrace compare --contender node-cluster --contender fastapi-uvloop:offload=to_thread \\
                   --workload cpu:targetMs=60 --rate 20 --trials 5 --fail-on 'p99 > 200ms'
  tailrace drive http://127.0.0.1:8000/ --rate 500 --duration 10
  tailrace serve                                            the screens, in a browser

Exit codes: 0 done, 1 an objective failed, 2 bad usage or profile, 3 something this host lacks or a
contender missing, 4 measured but not valid, 130 cancelled.`

/** No command may exit the process or write past the terminal it was given. */
function confine(command: Command, terminal: Terminal): void {
  command.exitOverride()
  command.configureOutput({
    writeOut: terminal.out,
    writeErr: terminal.err,
    // our own lines say it, with code and fix
    outputError: () => undefined,
  })
  for (const child of command.commands) confine(child, terminal)
}

function failed(error: unknown, json: boolean, terminal: Terminal): ExitCode {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCodes.done
    // `tailrace` alone, or a group without its command: commander has shown the help on stderr
    if (error.code === 'commander.help') return exitCodes.usage
    const message = error.message.replace(/^error: /, '')
    return failed(new TailraceError('usage.bad-argument', message), json, terminal)
  }
  const envelope = toEnvelope(error)
  terminal.err(`error: ${envelope.message} [${envelope.code}]\n`)
  if (envelope.hint !== '') terminal.err(`fix: ${envelope.hint}\n`)
  if (json) terminal.out(`${JSON.stringify({ schema: 'tailrace.error/1', error: envelope }, null, 2)}\n`)
  return exitCodeOfError(envelope.code)
}
