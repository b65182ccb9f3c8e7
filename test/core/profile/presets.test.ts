// The profiles that come with Tailrace, from the files that ship.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compilePlan } from '../../../src/core/plan/compile-plan.ts'
import { parseProfileText } from '../../../src/core/profile/parse-profile.ts'
import { openProfileFolder } from '../../../src/core/profile/profile-folder.ts'
import { trialPresets } from '../../../src/core/profile/trial-presets.ts'
import { loadCatalogue, resolveKnobs } from '../../../src/core/runtime/catalogue.ts'
import { trialsSchema } from '../../../src/model/profile.ts'
import { makeHost } from '../../fakes/make-plan.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const presets = join(root, 'resources', 'presets')
const files = await readdir(presets)

async function read(file: string) {
  return parseProfileText(await readFile(join(presets, file), 'utf8'))
}

describe('the built-in profiles', () => {
  it('are the six', () => {
    expect(files.sort()).toEqual([
      'blocking-blunder.json',
      'burst-100.json',
      'cpu-inline.json',
      'first-look.json',
      'hello-floor.json',
      'json-churn.json',
    ])
  })

  it('open as a folder, first look first', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tailrace-presets-'))
    try {
      const listed = await (await openProfileFolder(folder, presets)).list()
      expect(listed[0]?.profile.id).toBe('first-look')
      expect(listed).toHaveLength(files.length)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it.each(files)(
    '%s names runtimes, knobs and values that exist, and a workload they serve',
    async (file) => {
      const runtimes = await loadCatalogue([join(root, 'runtimes')])
      const profile = await read(file)
      expect(profile.contenders.map(({ id }) => id)).toEqual([
        'node-cluster',
        'fastapi-uvloop',
        'python-freethreaded',
      ])
      for (const contender of profile.contenders) {
        const manifest = runtimes.find((runtime) => runtime.manifest.id === contender.runtime)?.manifest
        if (manifest === undefined) throw new Error(`no runtime ${contender.runtime}`)
        expect(manifest.workloads).toContain(profile.workload.kind)
        expect(resolveKnobs(manifest, contender.knobs, 2)).toMatchObject(contender.knobs)
      }
    },
  )

  it.each(files)('%s compiles on two cores, where it can carry its headline percentile', async (file) => {
    const profile = await read(file)
    const host = makeHost({ cpus: [0, 1], cores: [[0], [1]] })
    const workers = Object.fromEntries(profile.contenders.map(({ id }) => [id, 2]))
    const plan = compilePlan({ profile, host, knobs: {}, workers })
    expect(plan.estimate.support?.[profile.headline]).toMatch(/^(solid|grey)$/)
    expect(plan.warnings.filter((warning) => /overloaded|connections/.test(warning))).toEqual([])
    expect(plan.estimate.seconds).toBeLessThanOrEqual(180)
  })

  it('give a first look in at most two and a half minutes, with 10,800 requests each and a solid p99', async () => {
    const plan = compilePlan({
      profile: await read('first-look.json'),
      host: makeHost(),
      knobs: {},
      workers: {},
    })
    expect(plan.estimate.seconds).toBeLessThanOrEqual(150)
    expect(plan.estimate.requestsPerContender).toBe(10_800)
    expect(plan.estimate.support).toEqual({ p50: 'solid', p90: 'solid', p99: 'solid', p999: 'grey' })
  })
})

describe('the trial presets', () => {
  it.each(Object.entries(trialPresets))(
    '%s is what the profile schema accepts, unchanged',
    (name, trials) => {
      expect(trialsSchema.parse(trials)).toEqual(trials)
      expect(trials.preset).toBe(name)
    },
  )
})
