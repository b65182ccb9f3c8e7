// Changes to a profile, as the Compare screen makes them.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { profileSchema, slugSchema } from '../../../src/model/profile.ts'
import {
  addPreset,
  changeContender,
  duplicateContender,
  freeId,
  mostContenders,
  removeContender,
  renamedCopy,
  sameProfile,
  slug,
} from '../../../src/renderer/features/compare/edit-profile.ts'
import { makeProfile } from '../../fakes/make-profile.ts'
import { makeManifest } from './make-manifest.ts'

const preset = {
  id: 'node-cluster',
  label: 'Node cluster',
  description: '',
  firstClass: true,
  knobs: { workers: 4 },
}

describe('adding a contender', () => {
  test('gives it an id, a name and a colour that nobody has', () => {
    const profile = addPreset(makeProfile(), makeManifest(), preset)
    const added = profile.contenders.at(-1)
    expect(added).toMatchObject({
      id: 'node-cluster-2',
      label: 'Node cluster 2',
      colour: 2,
      knobs: { workers: 4 },
    })
    expect(() => profileSchema.parse(profile)).not.toThrow()
  })

  test('stops at eight', () => {
    let profile = makeProfile()
    for (let round = 0; round < 12; round += 1) profile = addPreset(profile, makeManifest(), preset)
    expect(profile.contenders).toHaveLength(mostContenders)
    expect(new Set(profile.contenders.map((contender) => contender.colour)).size).toBe(mostContenders)
    expect(() => profileSchema.parse(profile)).not.toThrow()
  })

  test('a duplicate shares no knobs with its original', () => {
    const profile = duplicateContender(makeProfile(), 'node-cluster')
    const copy = profile.contenders.at(-1)
    expect(copy?.id).toBe('node-cluster-2')
    expect(copy?.knobs).not.toBe(profile.contenders[0]?.knobs)
  })
})

describe('removing a contender', () => {
  test('a reference that leaves is no longer one', () => {
    const profile = removeContender(makeProfile({ reference: 'node-cluster' }), 'node-cluster')
    expect(profile).not.toHaveProperty('reference')
    expect(() => profileSchema.parse(profile)).not.toThrow()
  })

  test('another reference stays', () => {
    expect(removeContender(makeProfile({ reference: 'fastapi-uvloop' }), 'node-cluster').reference).toBe(
      'fastapi-uvloop',
    )
  })

  test('the last one stays', () => {
    const one = removeContender(makeProfile(), 'node-cluster')
    expect(removeContender(one, 'fastapi-uvloop')).toBe(one)
  })
})

test('a change touches its own contender only', () => {
  const profile = changeContender(makeProfile(), 'fastapi-uvloop', { label: 'Mine' })
  expect(profile.contenders.map((contender) => contender.label)).toEqual(['Node cluster', 'Mine'])
})

test('any name makes a valid id', () => {
  fc.assert(fc.property(fc.string(), (name) => slugSchema.safeParse(slug(name)).success))
  expect(slug('Größe & Co. 2')).toBe('gro-e-co-2')
})

test('a copy never takes the id of another profile', () => {
  const copy = renamedCopy(makeProfile(), 'Checkout', ['checkout', 'checkout-2'])
  expect(copy).toMatchObject({ name: 'Checkout', id: 'checkout-3' })
  expect(slugSchema.safeParse(freeId('x'.repeat(90), ['x'.repeat(63)])).success).toBe(true)
})

test('two profiles are the same whatever the order of their keys', () => {
  const profile = makeProfile()
  const shuffled = Object.fromEntries(Object.entries(profile).reverse())
  expect(sameProfile(profile, profileSchema.parse(shuffled))).toBe(true)
  expect(sameProfile(profile, { ...profile, seed: 8 })).toBe(false)
})
