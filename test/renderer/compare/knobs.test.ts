// Knobs: what is in force, what is refused and why, and how it reads in a row.
import { expect, test } from 'vitest'
import {
  choiceRefusal,
  coresOf,
  refusalReason,
  summariseKnobs,
} from '../../../src/renderer/features/compare/knobs.ts'
import { makeManifest } from './make-manifest.ts'

const manifest = makeManifest()

test('a row tells the number of workers first, then what was chosen', () => {
  expect(summariseKnobs(manifest, {}, 2)).toBe('2 workers · Cluster · GIL off')
  expect(summariseKnobs(manifest, { workers: 1, topology: 'single' }, 2)).toBe('1 worker · Single · GIL off')
  expect(summariseKnobs(manifest, { poolSize: 8, reusePort: true }, null)).toBe(
    'workers by cores · 8 pool size · Cluster · GIL off · reusePort',
  )
})

test('a refused combination tells why, defaults counted in', () => {
  expect(refusalReason(manifest, { topology: 'single', reusePort: true })).toBe(
    'one process has nothing to share',
  )
  expect(refusalReason(manifest, { reusePort: true })).toBeNull()
})

test('a choice that would be refused is known before it is made', () => {
  expect(choiceRefusal(manifest, { reusePort: true }, 'topology', 'single')).toBe(
    'one process has nothing to share',
  )
  expect(choiceRefusal(manifest, { reusePort: true }, 'topology', 'cluster')).toBeNull()
  expect(choiceRefusal(manifest, { topology: 'single', reusePort: true }, 'gil', 'on')).toBeNull()
})

test('workers left to the cores are two at least', () => {
  expect([coresOf([0]), coresOf([0, 1, 2]), coresOf([]), coresOf(undefined)]).toEqual([2, 3, null, null])
})
