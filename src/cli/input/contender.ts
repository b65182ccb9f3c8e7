// `--contender fastapi-uvloop:offload=to_thread,workers=4` as a contender, by the manifests' presets. Pure.
import { TailraceError } from '../../model/errors.ts'
import type { Knob, Manifest } from '../../model/manifest.ts'
import type { Contender, KnobValue } from '../../model/profile.ts'
import { badArgument, parseSpec } from './arguments.ts'

const option = '--contender'

/** In the order given; ids are made unique, colours follow the order. Throws `runtime.*` and `usage.bad-argument`. */
export function parseContenders(texts: readonly string[], manifests: readonly Manifest[]): Contender[] {
  if (texts.length > 8) throw badArgument(option, texts[8] ?? '', 'at most 8 contenders')
  const taken = new Map<string, number>()
  return texts.map((text, colour) => {
    const contender = parseContender(text, manifests, colour)
    const count = (taken.get(contender.id) ?? 0) + 1
    taken.set(contender.id, count)
    return count === 1 ? contender : { ...contender, id: `${contender.id}-${count}` }
  })
}

function parseContender(text: string, manifests: readonly Manifest[], colour: number): Contender {
  const { name, settings } = parseSpec(option, text)
  const found = findPreset(name, manifests)
  const { manifest, preset } = found
  const changed = [...settings].map(([id, value]): [string, KnobValue] => {
    const knob = manifest.knobs.find((candidate) => candidate.id === id)
    if (knob === undefined) {
      throw new TailraceError('runtime.knob-unknown', `${manifest.name} has no knob "${id}"`, {
        hint: `Its knobs are ${manifest.knobs.map((candidate) => candidate.id).join(', ')}.`,
        context: { runtime: manifest.id, knob: id },
      })
    }
    return [id, knobValue(knob, value, text)]
  })
  const suffix = [...settings].map(([id, value]) => `${id}=${value}`).join(', ')
  return {
    id: preset.id,
    runtime: manifest.id,
    label: (suffix === '' ? preset.label : `${preset.label} (${suffix})`).slice(0, 60),
    colour,
    knobs: { ...preset.knobs, ...Object.fromEntries(changed) },
    memoryMb: 1024,
  }
}

function findPreset(name: string, manifests: readonly Manifest[]) {
  for (const manifest of manifests) {
    const preset = manifest.presets.find((candidate) => candidate.id === name)
    if (preset !== undefined) return { manifest, preset }
  }
  const known = manifests.flatMap((manifest) => manifest.presets.map((preset) => preset.id))
  throw new TailraceError('runtime.unknown', `There is no contender preset "${name}"`, {
    hint: `Use one of ${known.join(', ')}.`,
    context: { preset: name },
  })
}

function knobValue(knob: Knob, value: string, text: string): KnobValue {
  if (knob.type === 'choice') {
    if (knob.choices.some((entry) => entry.value === value)) return value
    throw badArgument(
      option,
      text,
      `${knob.id} one of ${knob.choices.map((entry) => entry.value).join(', ')}`,
    )
  }
  if (knob.type === 'switch') {
    const on = ['on', 'true', '1', 'yes'].includes(value)
    if (on || ['off', 'false', '0', 'no'].includes(value)) return on
    throw badArgument(option, text, `${knob.id} on or off`)
  }
  const number = value.trim() === '' ? Number.NaN : Number(value)
  if (Number.isInteger(number) && number >= knob.minimum && number <= knob.maximum) return number
  throw badArgument(option, text, `${knob.id} a whole number from ${knob.minimum} to ${knob.maximum}`)
}
