// The shapes of the answers, parsed at the border: a server under test may answer anything.
import { z } from 'zod'
import type { Reply } from './probe-client.ts'

const digits = z.string().regex(/^\d+$/)

export const sumAnswer = z.object({ checksum: digits, count: z.number().int().min(1) })
export const waitAnswer = z.object({
  checksum: digits,
  waitUs: z.number().int().min(0),
  draw: z.number().int().min(0),
})
export const jsonWorkAnswer = z.object({
  checksum: z.string(),
  items: z.number().int(),
  bytes: z.number().int(),
})
export const blockingAnswer = z.object({ checksum: digits })
export const problemAnswer = z.object({ code: z.string().min(1), message: z.string().min(1) })

export type Parsed<T> = { readonly value: T } | { readonly problem: string }

/** The body of a reply of the given status, or the sentence that says what it was instead. */
export function parseReply<S extends z.ZodType>(
  schema: S,
  reply: Reply,
  target: string,
  status = 200,
): Parsed<z.infer<S>> {
  if (reply.status !== status) {
    return { problem: `${target}: expected status ${status}, got ${reply.status} (${shorten(reply.body)})` }
  }
  if (!/^application\/json\b/.test(reply.type)) {
    return { problem: `${target}: expected application/json, got ${reply.type || 'no content type'}` }
  }
  let value: unknown
  try {
    value = JSON.parse(reply.body)
  } catch {
    return { problem: `${target}: expected JSON, got ${shorten(reply.body)}` }
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return { value: parsed.data }
  const issue = parsed.error.issues[0]
  return {
    problem: `${target}: ${issue?.path.join('.')}: ${issue?.message} in ${shorten(reply.body)}`,
  }
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text
}
