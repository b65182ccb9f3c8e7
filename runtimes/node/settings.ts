// Where and how to serve, from the three environment variables of the contract. Knows nothing of HTTP.
export interface Settings {
  readonly host: string
  readonly port: number
  readonly topology: 'single' | 'cluster'
  readonly workers: number
  readonly scheduling: 'rr' | 'none'
  readonly offload: 'inline' | 'worker_threads'
  readonly poolSize: number
  /** first seed of the waits; worker i uses seed + i */
  readonly seed: number
}

/** Throws with a sentence that names the variable or knob at fault. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const knobs = readKnobs(environment.TAILRACE_KNOBS ?? '{}')
  const topology = choice(knobs, 'topology', ['single', 'cluster'])
  return {
    host: environment.TAILRACE_HOST ?? '127.0.0.1',
    port: wholeNumber('TAILRACE_PORT', environment.TAILRACE_PORT, 1, 65_535),
    topology,
    workers: topology === 'single' ? 1 : wholeNumber('knob workers', knobs.get('workers'), 1, 64),
    scheduling: choice(knobs, 'scheduling', ['rr', 'none']),
    offload: choice(knobs, 'offload', ['inline', 'worker_threads']),
    poolSize: wholeNumber('knob poolSize', knobs.get('poolSize'), 1, 64),
    seed: wholeNumber('TAILRACE_SEED', environment.TAILRACE_SEED ?? '7', 0, 0xffff_ffff),
  }
}

function readKnobs(text: string): Map<string, unknown> {
  const parsed = parseJson(text)
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new Error(`TAILRACE_KNOBS: expected a JSON object, got ${text}`)
  }
  return new Map(Object.entries(parsed))
}

/** Undefined where the text is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function choice<const T extends string>(
  knobs: Map<string, unknown>,
  id: string,
  choices: readonly [T, ...T[]],
): T {
  const value = knobs.get(id)
  const found = choices.find((one) => one === value)
  if (found === undefined) throw new Error(`knob ${id}: expected ${choices.join(' or ')}, got ${value}`)
  return found
}

function wholeNumber(name: string, value: unknown, minimum: number, maximum: number): number {
  const number = typeof value === 'string' ? Number.parseInt(value, 10) : value
  if (typeof number === 'number' && Number.isInteger(number) && number >= minimum && number <= maximum)
    return number
  throw new Error(`${name}: expected a whole number from ${minimum} to ${maximum}, got ${value}`)
}
