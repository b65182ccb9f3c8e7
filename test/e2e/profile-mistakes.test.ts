// (e) Every kind of mistake in a profile comes back as a coded error that names place, value and expectation.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { tailrace } from './support/command-line.ts'
import { tempFolder } from './support/temp-folder.ts'

const good = {
  schema: 'tailrace.profile',
  version: 1,
  id: 'mine',
  name: 'Mine',
  contenders: [{ id: 'node', runtime: 'node', label: 'Node', colour: 0, knobs: {} }],
  workload: { kind: 'hello' },
  load: { kind: 'open', rate: { shape: 'constant', ratePerSecond: 50 } },
  trials: { preset: 'custom', blocks: 1, warmUpSeconds: 1, measureSeconds: 1 },
}
const node = good.contenders[0]

const mistakes: [name: string, text: string, code: string, mentions: string[]][] = [
  ['is not JSON', '{ "schema": ', 'profile.not-json', ['line']],
  ['is from the future', JSON.stringify({ ...good, version: 99 }), 'profile.version-unknown', ['99']],
  ['lacks a field', JSON.stringify({ ...good, workload: undefined }), 'profile.invalid', ['workload']],
  ['has a field nobody knows', JSON.stringify({ ...good, colour: 3 }), 'profile.invalid', ['colour']],
  [
    'has a value out of range',
    JSON.stringify({ ...good, load: { kind: 'open', rate: { shape: 'constant', ratePerSecond: -5 } } }),
    'profile.invalid',
    ['load.rate.ratePerSecond', '-5'],
  ],
  [
    'gives both amounts of CPU work',
    JSON.stringify({ ...good, workload: { kind: 'cpu', count: 5, targetMs: 5 } }),
    'profile.invalid',
    ['workload', 'exactly one'],
  ],
  [
    'names a contender twice',
    JSON.stringify({ ...good, contenders: [node, node] }),
    'profile.invalid',
    ['contenders.1.id'],
  ],
  [
    'names an unknown runtime',
    JSON.stringify({ ...good, contenders: [{ ...node, runtime: 'cobol' }] }),
    'runtime.unknown',
    ['cobol'],
  ],
  [
    'names an unknown knob',
    JSON.stringify({ ...good, contenders: [{ ...node, knobs: { turbo: true } }] }),
    'runtime.knob-unknown',
    ['turbo'],
  ],
  [
    'asks a knob for a value it does not have',
    JSON.stringify({ ...good, contenders: [{ ...node, knobs: { topology: 'ring' } }] }),
    'runtime.knob-refused',
    ['topology', 'ring'],
  ],
  ['has no contenders', JSON.stringify({ ...good, contenders: [] }), 'profile.invalid', ['contenders']],
]

describe('a profile that', () => {
  it.each(mistakes)(
    '%s is refused with its code, and nothing is measured',
    async (_name, text, code, mentions) => {
      await using folder = await tempFolder('mistake')
      const file = join(folder.path, 'profile.json')
      await writeFile(file, text)
      const done = await tailrace(['compare', file, '--json'], {
        dataFolder: join(folder.path, 'data'),
        cwd: folder.path,
      })
      expect(done.code, done.stderr).toBe(2)
      const { error } = JSON.parse(done.stdout)
      expect(error.code).toBe(code)
      for (const mention of mentions) expect(JSON.stringify(error)).toContain(mention)
      expect(error.hint).not.toBe('')
    },
  )

  it('is right is accepted, as a check of the mistakes above', async () => {
    await using folder = await tempFolder('mistake')
    const file = join(folder.path, 'profile.json')
    await writeFile(file, JSON.stringify(good))
    const done = await tailrace(['compare', file, '--json'], {
      dataFolder: join(folder.path, 'data'),
      cwd: folder.path,
    })
    expect([0, 4], done.stderr).toContain(done.code)
  })
})
