import { describe, expect, it } from 'vitest'
import { expectationOf, resolveKnobs, workersOf } from '../../../src/core/runtime/knobs.ts'
import { makeManifest } from './manifests.ts'

const manifest = makeManifest()

describe('resolving knobs', () => {
  it('fills every knob that is not given with its default', () => {
    expect(resolveKnobs(manifest, { topology: 'single' }, 4)).toEqual({
      workers: 4,
      topology: 'single',
      offload: false,
    })
  })

  it.each([
    [1, 2],
    [2, 2],
    [6, 6],
    [32, 8],
  ])(
    'makes the cores of a host with %i server cores %i workers: at least two, within the range',
    (cores, workers) => {
      expect(resolveKnobs(manifest, { workers: 'cores' }, cores).workers).toBe(workers)
    },
  )

  it('refuses a knob the runtime does not have, and names those it has', () => {
    expect(() => resolveKnobs(manifest, { threads: 2 }, 4)).toThrow(
      expect.objectContaining({
        code: 'runtime.knob-unknown',
        message: 'Sample has no knob “threads”; it has workers, topology, offload',
      }),
    )
  })

  it.each([
    [{ workers: 0 }, 'a whole number from 1 to 8'],
    [{ workers: 2.5 }, 'a whole number from 1 to 8'],
    [{ workers: '2' }, 'a whole number from 1 to 8'],
    [{ topology: 'mesh' }, 'one of single, cluster'],
    [{ offload: 'yes' }, 'true or false'],
  ])('refuses %o and says what it expects', (given, expected) => {
    expect(() => resolveKnobs(manifest, given, 4)).toThrow(
      expect.objectContaining({
        code: 'runtime.knob-refused',
        message: expect.stringContaining(`expected ${expected}`),
      }),
    )
  })

  it('refuses what the manifest refuses, with its reason', () => {
    expect(() => resolveKnobs(manifest, { topology: 'single', offload: true }, 4)).toThrow(
      expect.objectContaining({
        code: 'runtime.knob-refused',
        message: 'Sample: topology=single with offload=true: one process has nobody to offload to',
      }),
    )
  })
})

describe('what knobs mean', () => {
  it('counts one worker where the manifest says so, whatever the knob', () => {
    expect(workersOf(manifest, { topology: 'single', workers: 4 })).toBe(1)
    expect(workersOf(manifest, { topology: 'cluster', workers: 4 })).toBe(4)
  })

  it('counts one worker for a runtime without such a knob', () => {
    expect(workersOf(makeManifest({ workers: undefined }), { workers: 4 })).toBe(1)
  })

  it('counts by the knob where nothing makes it one', () => {
    expect(workersOf(makeManifest({ workers: { knob: 'workers' } }), { workers: 3 })).toBe(3)
  })

  it('expects of the server what its choices say, over what the manifest says', () => {
    expect(expectationOf(manifest, { topology: 'single' })).toEqual({ gil: 'none' })
    expect(expectationOf(manifest, { topology: 'cluster' })).toEqual({ gil: 'none', loop: 'clustered' })
  })
})
