// The CPU work of a request: the sum loop and the JSON document. Runs inline or in a worker thread, knows neither.
import { crc32 } from 'node:zlib'
import { Uniform } from './waits.ts'

export type Task =
  | { kind: 'count'; count: number }
  | { kind: 'targetMs'; targetMs: number }
  | { kind: 'json'; items: number }

/** The fields of an answer. A checksum is text, since a sum may pass 2^53. */
export type Outcome = Record<string, string | number>

/** Iterations between two looks at the clock: about 10 µs. */
const chunk = 10_000
const keptDocuments = 4
const tags = ['red', 'green', 'blue', 'grey', 'gold'] as const

export function perform(task: Task): Outcome {
  switch (task.kind) {
    case 'count':
      return { checksum: String(sumTo(task.count)), count: task.count }
    case 'targetMs':
      return sumFor(task.targetMs)
    case 'json':
      return transformDocument(task.items)
  }
}

function sumTo(count: number): number {
  let total = 0
  for (let i = 0; i < count; i++) total += i
  return total
}

/** The same loop until this thread has used `targetMs` of CPU time. */
function sumFor(targetMs: number): Outcome {
  const targetUs = targetMs * 1000
  const start = process.threadCpuUsage()
  let total = 0n
  let count = 0
  for (;;) {
    let part = 0
    const end = count + chunk
    for (let i = count; i < end; i++) part += i
    total += BigInt(part)
    count = end
    const used = process.threadCpuUsage(start)
    const usedUs = used.user + used.system
    if (usedUs >= targetUs) return { checksum: String(total), count, cpuUs: Math.round(usedUs) }
  }
}

interface Item {
  id: number
  name: string
  cents: number
  quantity: number
  active: boolean
  tags: string[]
  note: string
}

const documents = new Map<number, string>()

/** Parses the document, keeps the active items, prices and sorts them, serialises; the checksum covers every byte. */
function transformDocument(items: number): Outcome {
  const document: { items: Item[] } = JSON.parse(documentText(items))
  const totals: Record<string, number> = {}
  const kept = []
  for (const item of document.items) {
    if (!item.active) continue
    const cents = item.cents * item.quantity
    for (const tag of item.tags) totals[tag] = (totals[tag] ?? 0) + cents
    kept.push({ id: item.id, name: item.name.toUpperCase(), cents, tags: item.tags, note: item.note })
  }
  kept.sort((a, b) => b.cents - a.cents || a.id - b.id)
  const bytes = Buffer.from(JSON.stringify({ count: kept.length, items: kept, totals }))
  return { checksum: crc32(bytes).toString(16).padStart(8, '0'), items: kept.length, bytes: bytes.length }
}

/** Made once per size: the request is to parse and serialise it, not to invent it. */
function documentText(items: number): string {
  const known = documents.get(items)
  if (known !== undefined) return known
  const uniform = new Uniform(1)
  const text = JSON.stringify({ items: Array.from({ length: items }, (_, id) => makeItem(id, uniform)) })
  if (documents.size >= keptDocuments) documents.clear()
  documents.set(items, text)
  return text
}

function makeItem(id: number, uniform: Uniform): Item {
  return {
    id,
    name: `item-${id}`,
    cents: 100 + (uniform.nextUint32() % 9900),
    quantity: 1 + (uniform.nextUint32() % 9),
    active: uniform.nextUint32() % 4 !== 0,
    tags: [tagOf(uniform), tagOf(uniform)],
    note: `"Nº ${id}" – größer\n`,
  }
}

function tagOf(uniform: Uniform): string {
  return tags[uniform.nextUint32() % tags.length] ?? tags[0]
}
