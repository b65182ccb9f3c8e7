// Knob values of a contender against what its manifest declares and refuses. Pure.
import type { Knob, Manifest } from '../../../model/manifest.ts'
import type { KnobValue } from '../../../model/profile.ts'

export type KnobValues = Readonly<Record<string, KnobValue>>

/** The value in force: the contender's own, else the manifest's default (`cores` stays a word). */
export function knobValue(knob: Knob, values: KnobValues): KnobValue {
  return values[knob.id] ?? knob.default
}

function inForce(manifest: Manifest, values: KnobValues): Record<string, KnobValue> {
  return Object.fromEntries(manifest.knobs.map((knob) => [knob.id, knobValue(knob, values)]))
}

/** The same knobs with one of them set; undefined goes back to the manifest's default. */
export function withKnob(
  values: KnobValues,
  id: string,
  value: KnobValue | undefined,
): Record<string, KnobValue> {
  const { [id]: _before, ...rest } = values
  return value === undefined ? rest : { ...rest, [id]: value }
}

/** Why this combination cannot run, or null. */
export function refusalReason(manifest: Manifest, values: KnobValues): string | null {
  const all = inForce(manifest, values)
  const refusal = manifest.refuses.find(({ when }) =>
    Object.entries(when).every(([id, value]) => all[id] === value),
  )
  return refusal?.reason ?? null
}

/** Why choosing `value` for `knobId`, all else as it is, would be refused; null where it would not. */
export function choiceRefusal(
  manifest: Manifest,
  values: KnobValues,
  knobId: string,
  value: KnobValue,
): string | null {
  const all = inForce(manifest, { ...values, [knobId]: value })
  const refusal = manifest.refuses.find(
    ({ when }) => knobId in when && Object.entries(when).every(([id, wanted]) => all[id] === wanted),
  )
  return refusal?.reason ?? null
}

/**
 * `2 workers · Cluster · Inline`: how many first, then the choices, then the switches that are on. `cores` is what
 * a number left to the cores comes to; null while the plan is not known. Later numbers show only where they are set.
 */
export function summariseKnobs(manifest: Manifest, values: KnobValues, cores: number | null): string {
  const first = manifest.knobs.find((knob) => knob.type === 'integer')
  const order = { integer: 0, choice: 1, switch: 2 } as const
  return [...manifest.knobs]
    .sort((a, b) => order[a.type] - order[b.type])
    .flatMap((knob) => {
      const shown = knob.type !== 'integer' || knob === first || knob.id in values
      return shown ? describeKnob(knob, knobValue(knob, values), cores) : []
    })
    .join(' · ')
}

/** Choices whose label says nothing without the knob's name. */
const bareAnswers = new Set(['on', 'off', 'yes', 'no', 'none'])

function describeKnob(knob: Knob, value: KnobValue, cores: number | null): string[] {
  switch (knob.type) {
    case 'integer': {
      const label = knob.label.toLowerCase()
      const count = value === 'cores' ? cores : value
      if (count === null) return [`${label} by cores`]
      return [count === 1 ? `1 ${label.replace(/s$/, '')}` : `${count} ${label}`]
    }
    case 'choice': {
      const label = knob.choices.find((choice) => choice.value === value)?.label ?? String(value)
      return [bareAnswers.has(label.toLowerCase()) ? `${knob.label} ${label.toLowerCase()}` : label]
    }
    case 'switch':
      return value === true ? [knob.label] : []
  }
}

/** METHOD: a number left to the cores is max(2, server cores). */
export function coresOf(serverCpus: readonly number[] | undefined): number | null {
  return serverCpus === undefined || serverCpus.length === 0 ? null : Math.max(2, serverCpus.length)
}
