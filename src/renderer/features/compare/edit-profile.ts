// Changes to a profile as the screens make them: contenders in and out, names, ids. Pure.
import type { ContenderPreset, Manifest } from '../../../model/manifest.ts'
import type { Contender, Profile } from '../../../model/profile.ts'

export const mostContenders = 8
const paletteSize = 8

/** A slug that no one in `taken` has: `name`, `name-2`, `name-3` … */
export function freeId(wanted: string, taken: readonly string[]): string {
  const base = slug(wanted)
  if (!taken.includes(base)) return base
  for (let number = 2; ; number += 1) {
    const candidate = `${base.slice(0, 58)}-${number}`
    if (!taken.includes(candidate)) return candidate
  }
}

/** Lower-case letters, digits and dashes, 63 at most; never empty. */
export function slug(text: string): string {
  const cleaned = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 63)
    .replace(/-+$/, '')
  return cleaned === '' ? 'profile' : cleaned
}

/** The first palette index no contender has yet. */
export function freeColour(contenders: readonly Contender[]): number {
  for (let colour = 0; colour < paletteSize; colour += 1) {
    if (!contenders.some((contender) => contender.colour === colour)) return colour
  }
  return contenders.length % paletteSize
}

function freeLabel(label: string, contenders: readonly Contender[]): string {
  const taken = contenders.map((contender) => contender.label)
  if (!taken.includes(label)) return label
  for (let number = 2; ; number += 1) {
    const candidate = `${label.slice(0, 55)} ${number}`
    if (!taken.includes(candidate)) return candidate
  }
}

export function addPreset(profile: Profile, manifest: Manifest, preset: ContenderPreset): Profile {
  const { contenders } = profile
  if (contenders.length >= mostContenders) return profile
  const added: Contender = {
    id: freeId(
      preset.id,
      contenders.map((contender) => contender.id),
    ),
    runtime: manifest.id,
    label: freeLabel(preset.label, contenders),
    colour: freeColour(contenders),
    knobs: { ...preset.knobs },
    memoryMb: 1024,
  }
  return { ...profile, contenders: [...contenders, added] }
}

export function duplicateContender(profile: Profile, id: string): Profile {
  const { contenders } = profile
  const original = contenders.find((contender) => contender.id === id)
  if (original === undefined || contenders.length >= mostContenders) return profile
  const copy: Contender = {
    ...original,
    knobs: { ...original.knobs },
    id: freeId(
      original.id,
      contenders.map((contender) => contender.id),
    ),
    label: freeLabel(original.label, contenders),
    colour: freeColour(contenders),
  }
  return { ...profile, contenders: [...contenders, copy] }
}

/** The last contender stays: a profile has at least one. A reference that leaves is no longer one. */
export function removeContender(profile: Profile, id: string): Profile {
  if (profile.contenders.length <= 1) return profile
  const { reference, ...rest } = profile
  const contenders = profile.contenders.filter((contender) => contender.id !== id)
  return reference === undefined || reference === id
    ? { ...rest, contenders }
    : { ...rest, reference, contenders }
}

export function changeContender(profile: Profile, id: string, change: Partial<Contender>): Profile {
  const contenders = profile.contenders.map((contender) =>
    contender.id === id ? { ...contender, ...change } : contender,
  )
  return { ...profile, contenders }
}

/** The contender the others are compared with: the named one, else the first. */
export function referenceId(profile: Profile): string {
  return profile.reference ?? profile.contenders[0]?.id ?? ''
}

/** The same profile under a new name, with an id nobody has. */
export function renamedCopy(profile: Profile, name: string, takenIds: readonly string[]): Profile {
  return { ...profile, name, id: freeId(name, takenIds) }
}

/** Whether two profiles would measure the same (names and descriptions count too). */
export function sameProfile(a: Profile, b: Profile): boolean {
  return canonical(a) === canonical(b)
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
