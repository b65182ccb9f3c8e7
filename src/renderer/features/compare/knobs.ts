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

/** `2 workers · http · inline`: numbers first, then choices, then the switches that are on. */
export function summariseKnobs(manifest: Manifest, values: KnobValues): string {
  const order = { integer: 0, choice: 1, switch: 2 } as const
  return [...manifest.knobs]
    .sort((a, b) => order[a.type] - order[b.type])
    .flatMap((knob) => describeKnob(knob, knobValue(knob, values), knob.id in values))
    .join(' · ')
}

function describeKnob(knob: Knob, value: KnobValue, chosen: boolean): string[] {
  switch (knob.type) {
    case 'integer': {
      if (!chosen && knob.default !== 'cores') return []
      const label = knob.label.toLowerCase()
      return [value === 'cores' ? `${label} to match the cores` : `${value} ${label}`]
    }
    case 'choice':
      return [knob.choices.find((choice) => choice.value === value)?.label ?? String(value)]
    case 'switch':
      return value === true ? [knob.label] : []
  }
}
