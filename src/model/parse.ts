// Turns a zod failure into one coded error that names path, value and expectation.
import type { z } from 'zod'
import { type ErrorCode, TailraceError } from './errors.ts'

export interface Issue {
  /** dotted path, e.g. `contenders.1.knobs.workers`; empty for the document itself */
  path: string
  value: unknown
  expected: string
}

/** Parses `input`, or throws `code` with every issue in `context.issues`. */
export function parseOrThrow<S extends z.ZodType>(
  schema: S,
  input: unknown,
  code: ErrorCode,
  what: string,
): z.infer<S> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const issues = result.error.issues.flatMap((issue) => describeIssue(input, issue))
  const first = issues[0]
  const where = first === undefined || first.path === '' ? what : `${what}: ${first.path}`
  const rest = issues.length > 1 ? ` (and ${issues.length - 1} more)` : ''
  const got = first === undefined ? '' : `; got ${preview(first.value)}`
  throw new TailraceError(code, `${where}: ${first?.expected ?? 'invalid'}${got}${rest}`, {
    context: { what, issues },
  })
}

/** One issue per mistake a person has to mend: an unknown field is named itself, not the object around it. */
function describeIssue(input: unknown, issue: z.core.$ZodIssue): Issue[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key): Issue => {
      const path = [...issue.path, key]
      return { path: path.join('.'), value: valueAt(input, path), expected: 'expected no field of this name' }
    })
  }
  return [{ path: issue.path.join('.'), value: valueAt(input, issue.path), expected: expectation(issue) }]
}

/** zod's message without its label, in the form "expected …"; of a bare union, what each of its members expects. */
function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const members = issue.errors.flatMap((errors) => errors.slice(0, 1)).map(expectation)
    return `expected ${members.map((member) => member.replace(/^expected /, '')).join(' or ')}`
  }
  const bare = issue.message.replace(/^(?:Invalid [a-z ]+|Too small|Too big)[:.] (?=expected )/i, '')
  return bare.replace(/^Expected /, 'expected ').replace(/, received .*$/, '')
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value: unknown = input
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Reflect.get(value, key)
  }
  return value
}

function preview(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 77)}…` : text
}
