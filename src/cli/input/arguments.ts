// Single values on the command line: numbers with bounds, choices, `name:key=value,…`. Pure; throws
// `usage.bad-argument` naming the option, the value and what was expected.
import { TailraceError } from '../../model/errors.ts'

export function badArgument(option: string, value: string, expected: string): TailraceError {
  return new TailraceError('usage.bad-argument', `${option}: expected ${expected}; got "${value}"`, {
    context: { option, value, expected },
  })
}

interface Bounds {
  readonly minimum: number
  readonly maximum: number
  readonly integer?: boolean
}

/** A commander argument parser for a number within bounds (inclusive). */
export function number(option: string, bounds: Bounds): (text: string) => number {
  const kind = bounds.integer === true ? 'a whole number' : 'a number'
  return (text) => {
    const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : Number.NaN
    const inside = value >= bounds.minimum && value <= bounds.maximum
    if (!inside || (bounds.integer === true && !Number.isInteger(value))) {
      throw badArgument(option, text, `${kind} from ${bounds.minimum} to ${bounds.maximum}`)
    }
    return value
  }
}

/** A commander argument parser for one of a few words. */
export function choice<T extends string>(option: string, allowed: readonly T[]): (text: string) => T {
  return (text) => {
    const found = allowed.find((word) => word === text)
    if (found === undefined) throw badArgument(option, text, `one of ${allowed.join(', ')}`)
    return found
  }
}

/** A commander argument parser that collects a repeated option. */
export function collect(text: string, previous: readonly string[] | undefined): string[] {
  return [...(previous ?? []), text]
}

export interface Spec {
  readonly name: string
  readonly settings: ReadonlyMap<string, string>
}

/** `name` or `name:key=value,key=value`. */
export function parseSpec(option: string, text: string): Spec {
  const [name = '', ...rest] = text.split(':')
  const settings = new Map<string, string>()
  if (name === '') throw badArgument(option, text, 'a name, e.g. name:key=value,key=value')
  const body = rest.join(':')
  for (const part of body === '' ? [] : body.split(',')) {
    const [key = '', ...value] = part.split('=')
    if (key === '' || value.length === 0)
      throw badArgument(option, text, `key=value after the colon, not "${part}"`)
    if (settings.has(key)) throw badArgument(option, text, `"${key}" only once`)
    settings.set(key, value.join('='))
  }
  return { name, settings }
}
