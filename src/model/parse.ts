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
  const issues = result.error.issues.map((issue): Issue => {
    return { path: issue.path.join('.'), value: valueAt(input, issue.path), expected: issue.message }
  })
  const first = issues[0]
  const where = first === undefined || first.path === '' ? what : `${what}: ${first.path}`
  const rest = issues.length > 1 ? ` (and ${issues.length - 1} more)` : ''
  const got = first === undefined ? '' : `; got ${preview(first.value)}`
  throw new TailraceError(code, `${where}: ${first?.expected ?? 'invalid'}${got}${rest}`, {
    context: { what, issues },
  })
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
