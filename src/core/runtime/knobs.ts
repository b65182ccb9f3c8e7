// Knob values: defaults, ranges, refusals, and what a choice makes the server be. Pure; knows manifests only.
import { TailraceError } from '../../model/errors.ts'
import type { Expectation, Knob, Manifest } from '../../model/manifest.ts'
import type { KnobValue } from '../../model/profile.ts'

export type Knobs = Readonly<Record<string, KnobValue>>

/**
 * Every knob of the manifest with a value: what is given, else the default; `cores` becomes max(2, server cores),
 * within the knob's range. Throws `runtime.knob-unknown` or `runtime.knob-refused` with the reason.
 */
export function resolveKnobs(
  manifest: Manifest,
  given: Knobs,
  serverCores: number,
): Record<string, KnobValue> {
  for (const id of Object.keys(given)) {
    if (manifest.knobs.every((knob) => knob.id !== id)) throw unknownKnob(manifest, id)
  }
  const resolved: Record<string, KnobValue> = {}
  for (const knob of manifest.knobs) {
    const value = withCores(knob, given[knob.id] ?? knob.default, serverCores)
    const expected = expectedBy(knob, value)
    if (expected !== null) throw refused(manifest, { [knob.id]: value }, `expected ${expected}`)
    resolved[knob.id] = value
  }
  for (const { when, reason } of manifest.refuses) {
    if (holds(when, resolved)) throw refused(manifest, when, reason)
  }
  return resolved
}

/** How many workers will serve, by resolved knobs. */
export function workersOf(manifest: Manifest, knobs: Knobs): number {
  if (manifest.workers === undefined) return 1
  const { knob, oneWhen } = manifest.workers
  if (Object.keys(oneWhen).length > 0 && holds(oneWhen, knobs)) return 1
  const value = knobs[knob]
  return typeof value === 'number' ? value : 1
}

/** What the truth probes must show with these knobs: the manifest's own word, then that of each choice. */
export function expectationOf(manifest: Manifest, knobs: Knobs): Expectation {
  const chosen = manifest.knobs.flatMap((knob) =>
    knob.type === 'choice' ? knob.choices.filter((choice) => choice.value === knobs[knob.id]) : [],
  )
  const expected = { ...manifest.expects }
  for (const { expects } of chosen) {
    if (expects?.gil !== undefined) expected.gil = expects.gil
    if (expects?.loop !== undefined) expected.loop = expects.loop
  }
  return expected
}

/** What the knob expects instead of `value`, or null where the value fits. */
export function expectedBy(knob: Knob, value: KnobValue): string | null {
  switch (knob.type) {
    case 'integer':
      return Number.isInteger(value) && Number(value) >= knob.minimum && Number(value) <= knob.maximum
        ? null
        : `a whole number from ${knob.minimum} to ${knob.maximum}`
    case 'choice':
      return knob.choices.some((choice) => choice.value === value)
        ? null
        : `one of ${knob.choices.map((choice) => choice.value).join(', ')}`
    case 'switch':
      return typeof value === 'boolean' ? null : 'true or false'
  }
}

function withCores(knob: Knob, value: KnobValue, serverCores: number): KnobValue {
  if (knob.type !== 'integer' || value !== 'cores' || knob.default !== 'cores') return value
  return Math.min(knob.maximum, Math.max(knob.minimum, 2, serverCores))
}

function holds(when: Knobs, knobs: Knobs): boolean {
  return Object.entries(when).every(([id, value]) => knobs[id] === value)
}

function unknownKnob(manifest: Manifest, id: string): TailraceError {
  const known = manifest.knobs.map((knob) => knob.id)
  return new TailraceError(
    'runtime.knob-unknown',
    `${manifest.name} has no knob “${id}”; it has ${known.join(', ')}`,
    { context: { runtime: manifest.id, knob: id, known } },
  )
}

function refused(manifest: Manifest, values: Knobs, reason: string): TailraceError {
  const what = Object.entries(values).map(([id, value]) => `${id}=${value}`)
  return new TailraceError('runtime.knob-refused', `${manifest.name}: ${what.join(' with ')}: ${reason}`, {
    context: { runtime: manifest.id, knobs: values, reason },
  })
}
