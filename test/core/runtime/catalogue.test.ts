import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadCatalogue, resolveKnobs } from '../../../src/core/runtime/catalogue.ts'
import { findInstallation } from '../../../src/engine/installation.ts'
import { plainManifest } from './manifests.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'catalogue-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function put(name: string, content: unknown): Promise<void> {
  await mkdir(join(folder, name), { recursive: true })
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  await writeFile(join(folder, name, 'runtime.json'), text)
}

describe('the catalogue', () => {
  it('holds the three runtimes that come with Tailrace, each with one first-class preset', async () => {
    const runtimes = await loadCatalogue([findInstallation().runtimesFolder])
    expect(runtimes.map(({ manifest }) => manifest.id)).toEqual(['fastapi', 'node', 'python-freethreaded'])
    const first = runtimes.flatMap(({ manifest }) => manifest.presets.filter((preset) => preset.firstClass))
    expect(first.map((preset) => preset.id).sort()).toEqual([
      'fastapi-uvloop',
      'node-cluster',
      'python-freethreaded',
    ])
  })

  it('comes with presets whose knobs all resolve', async () => {
    for (const { manifest } of await loadCatalogue([findInstallation().runtimesFolder])) {
      for (const preset of manifest.presets) {
        const resolved = resolveKnobs(manifest, preset.knobs, 4)
        expect(Object.keys(resolved)).toEqual(manifest.knobs.map((knob) => knob.id))
      }
    }
  })

  it('finds a runtime in the folder itself, and passes over folders without a manifest', async () => {
    await put('sample', plainManifest())
    await mkdir(join(folder, 'shared-code'))
    const fromAbove = await loadCatalogue([folder])
    const itself = await loadCatalogue([join(folder, 'sample')])
    expect(fromAbove).toEqual(itself)
    expect(itself[0]?.folder).toBe(join(folder, 'sample'))
  })

  it('refuses text that is not JSON, naming the file', async () => {
    await put('sample', '{"id": ')
    await expect(loadCatalogue([folder])).rejects.toMatchObject({
      code: 'manifest.invalid',
      message: expect.stringContaining(join(folder, 'sample', 'runtime.json')),
    })
  })

  it('refuses a folder that is not there', async () => {
    await expect(loadCatalogue([join(folder, 'nowhere')])).rejects.toMatchObject({ code: 'manifest.invalid' })
  })

  const mistakes: readonly [string, Record<string, unknown>, string, unknown][] = [
    ['an unknown field', { colour: 'red' }, '', undefined],
    ['a workload nobody knows', { workloads: ['sleep'] }, 'workloads.0', 'sleep'],
    ['a worker knob that does not exist', { workers: { knob: 'threads' } }, 'workers.knob', 'threads'],
    ['a worker knob that is no number', { workers: { knob: 'topology' } }, 'workers.knob', 'topology'],
    [
      'a refusal about an unknown knob',
      { refuses: [{ when: { gil: 'on' }, reason: '' }] },
      'refuses.0.when.gil',
      'on',
    ],
    [
      'a preset with a value out of range',
      { presets: [{ id: 'sample-many', label: '', description: '', knobs: { workers: 99 } }] },
      'presets.0.knobs.workers',
      99,
    ],
    [
      'an entry outside its folder',
      { process: { kind: 'node', entry: '../other/server.ts' } },
      'process.entry',
      '../other/server.ts',
    ],
    [
      'a default that is no choice',
      {
        knobs: [
          {
            id: 'topology',
            label: '',
            help: '',
            type: 'choice',
            choices: [{ value: 'single', label: '' }],
            default: 'mesh',
          },
        ],
        workers: undefined,
        refuses: [],
        presets: [{ id: 'sample-plain', label: '', description: '', knobs: {} }],
      },
      'knobs.0.default',
      'mesh',
    ],
  ]
  it.each(mistakes)('refuses %s, naming path, value and expectation', async (_what, changes, path, value) => {
    await put('sample', { ...plainManifest(), ...changes })
    await expect(loadCatalogue([folder])).rejects.toMatchObject({
      code: 'manifest.invalid',
      message: expect.stringContaining(path),
      context: { issues: [expect.objectContaining(path === '' ? {} : { path, value })] },
    })
  })

  it.each([
    ['runtime', {}],
    ['preset', { id: 'other' }],
  ])('refuses two of the same %s id', async (what, changes) => {
    await put('first', plainManifest())
    await put('second', { ...plainManifest(), ...changes })
    await expect(loadCatalogue([folder])).rejects.toMatchObject({
      code: 'manifest.invalid',
      message: expect.stringContaining(`a ${what} id that no other has`),
    })
  })
})
