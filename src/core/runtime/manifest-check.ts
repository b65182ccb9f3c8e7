// What a manifest's shape cannot say: that its parts agree with each other. Pure.
import { normalize } from 'node:path/posix'
import type { Knob, Manifest } from '../../model/manifest.ts'
import type { Issue } from '../../model/parse.ts'
import type { KnobValue } from '../../model/profile.ts'
import { expectedBy } from './knobs.ts'

/** The first place where the manifest contradicts itself, or null. */
export function manifestFault(manifest: Manifest): Issue | null {
  const faults = [
    ...manifest.knobs.flatMap((knob, index) => knobFaults(manifest, knob, index)),
    ...manifest.refuses.flatMap((refusal, index) =>
      valueFaults(manifest, refusal.when, `refuses.${index}.when`),
    ),
    ...manifest.presets.flatMap((preset, index) =>
      valueFaults(manifest, preset.knobs, `presets.${index}.knobs`),
    ),
    ...workerFaults(manifest),
    ...pathFaults(manifest),
  ]
  return faults[0] ?? null
}

function knobFaults(manifest: Manifest, knob: Knob, index: number): Issue[] {
  const path = `knobs.${index}`
  const faults: Issue[] = []
  if (manifest.knobs.findIndex((other) => other.id === knob.id) !== index) {
    faults.push({ path: `${path}.id`, value: knob.id, expected: 'expected an id that no other knob has' })
  }
  const expected = knob.default === 'cores' ? null : expectedBy(knob, knob.default)
  if (expected !== null) {
    faults.push({ path: `${path}.default`, value: knob.default, expected: `expected ${expected}` })
  }
  return faults
}

function valueFaults(manifest: Manifest, values: Record<string, KnobValue>, path: string): Issue[] {
  return Object.entries(values).flatMap(([id, value]): Issue[] => {
    const knob = manifest.knobs.find((one) => one.id === id)
    const at = `${path}.${id}`
    if (knob === undefined) return [{ path: at, value, expected: 'expected a knob of this runtime' }]
    if (value === 'cores' && knob.default === 'cores') return []
    const expected = expectedBy(knob, value)
    return expected === null ? [] : [{ path: at, value, expected: `expected ${expected}` }]
  })
}

function workerFaults(manifest: Manifest): Issue[] {
  if (manifest.workers === undefined) return []
  const { knob: id, oneWhen } = manifest.workers
  const faults = valueFaults(manifest, oneWhen, 'workers.oneWhen')
  if (manifest.knobs.some((knob) => knob.id === id && knob.type === 'integer')) return faults
  return [
    { path: 'workers.knob', value: id, expected: 'expected an integer knob of this runtime' },
    ...faults,
  ]
}

/** A manifest may come from anyone: it must not reach outside its own folder. */
function pathFaults(manifest: Manifest): Issue[] {
  const { process } = manifest
  const paths = Object.entries(
    process.kind === 'python'
      ? { entry: process.entry, requirements: process.requirements }
      : { entry: process.entry },
  )
  return paths.flatMap(([name, value]): Issue[] => {
    const inside = !value.startsWith('/') && !value.includes('\\') && !normalize(value).startsWith('..')
    return inside
      ? []
      : [{ path: `process.${name}`, value, expected: "expected a path inside the runtime's folder" }]
  })
}
