// The options that compare and drive share: how requests arrive, for how long, over how many connections.
import { type Command, Option } from 'commander'
import { TailraceError } from '../../model/errors.ts'
import type { Load } from '../../model/load.ts'
import { choice, collect, number } from './arguments.ts'

export interface LoadOptions {
  rate?: number
  users?: number
  burst?: number
  arrivals?: 'uniform' | 'poisson'
  thinkTime?: number
  duration?: number
  warmUp?: number
  trials?: number
  connections?: number
  timeout?: number
  pacing?: 'auto' | 'precise' | 'efficient'
  balance?: boolean
  seed?: number
  failOn?: string[]
  out?: string
  json?: boolean
}

type Arrivals = Pick<LoadOptions, 'rate' | 'users' | 'burst' | 'arrivals' | 'thinkTime'>

export function addLoadOptions(command: Command): Command {
  const whole = (name: string, minimum: number, maximum: number) =>
    number(name, { minimum, maximum, integer: true })
  const real = (name: string, minimum: number, maximum: number) => number(name, { minimum, maximum })
  return command
    .option('--rate <perSecond>', 'open loop: requests per second', real('--rate', 0.1, 1_000_000))
    .option('--users <n>', 'closed loop: users, each with one request at a time', whole('--users', 1, 10_000))
    .option('--burst <n>', 'n requests at once, then nothing', whole('--burst', 1, 100_000))
    .option(
      '--arrivals <kind>',
      'open loop: uniform or poisson',
      choice('--arrivals', ['uniform', 'poisson'] as const),
    )
    .option(
      '--think-time <ms>',
      'closed loop: pause of a user between requests',
      real('--think-time', 0, 60_000),
    )
    .option('--duration <seconds>', 'measured time of a trial', real('--duration', 0.5, 3_600))
    .option('--warm-up <seconds>', 'time before it that is not measured', real('--warm-up', 0, 600))
    .option('--trials <n>', 'trials of every contender', whole('--trials', 1, 100))
    .option('--connections <n>', 'connections to the server', whole('--connections', 1, 10_000))
    .option('--timeout <ms>', 'after which a request has failed', whole('--timeout', 10, 600_000))
    .option(
      '--pacing <kind>',
      'auto, precise (polls; a core to itself) or efficient (sleeps)',
      choice('--pacing', ['auto', 'precise', 'efficient'] as const),
    )
    .option('--balance', 'spread connections evenly over the workers of a server')
    .option('--seed <n>', 'the same seed gives the same arrivals and order', whole('--seed', 0, 0xffff_ffff))
    .addOption(
      new Option('--fail-on <condition>', "exit 1 where it holds, e.g. 'p99 > 200ms'; repeatable").argParser(
        collect,
      ),
    )
    .option('--out <folder>', 'where the files go (default: results/<run id>)')
    .option('--json', 'one JSON document on stdout; progress stays on stderr')
}

/** The load the options ask for; null: none given. Throws `usage.bad-argument` where they contradict each other. */
export function loadOf(options: Arrivals, base: Load | null): Load | null {
  const given = [
    options.rate === undefined ? '' : '--rate',
    options.users === undefined ? '' : '--users',
    options.burst === undefined ? '' : '--burst',
  ].filter((name) => name !== '')
  if (given.length > 1) throw contradiction(`${given.join(' and ')} exclude each other`)
  const load = chosen(options) ?? base
  if (options.arrivals !== undefined && load?.kind !== 'open') {
    throw contradiction('--arrivals belongs to an open loop (--rate)')
  }
  if (options.thinkTime !== undefined && load?.kind !== 'closed') {
    throw contradiction('--think-time belongs to a closed loop (--users)')
  }
  if (load?.kind === 'open' && options.arrivals !== undefined) return { ...load, arrivals: options.arrivals }
  if (load?.kind === 'closed' && options.thinkTime !== undefined) {
    return { ...load, thinkTimeMs: options.thinkTime }
  }
  return load
}

function chosen(options: Arrivals): Load | null {
  if (options.rate !== undefined) {
    const rate = { shape: 'constant', ratePerSecond: options.rate } as const
    return { kind: 'open', rate, arrivals: 'uniform' }
  }
  if (options.users !== undefined) return { kind: 'closed', users: options.users, thinkTimeMs: 0 }
  return options.burst === undefined ? null : { kind: 'burst', count: options.burst }
}

function contradiction(message: string): TailraceError {
  return new TailraceError('usage.bad-argument', message)
}
