// (a) The command line measures all three runtimes and its documents agree with each other.
import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { resultSchema } from '../../src/model/result.ts'
import { describeWith, itWith } from '../support/requirements.ts'
import { startTailrace, tailrace } from './support/command-line.ts'
import { tempFolder } from './support/temp-folder.ts'

const needs = { python: true, freeThreadedPython: true } as const
const short = ['--duration', '3', '--warm-up', '1', '--trials', '1', '--rate', '100']

it('the built command can be started as a program, as npx does', () => {
  const entry = join(import.meta.dirname, '../../out/node/tailrace.js')
  expect(execFileSync(entry, ['--version'], { encoding: 'utf8' })).toBe(`${manifest.version}\n`)
})

it('a reader that stops early ends the output, not the command', async () => {
  await using folder = await tempFolder('early')
  const list = startTailrace(['profiles', 'list'], { dataFolder: folder.path, cwd: folder.path })
  list.child.stdout.destroy()
  expect(await list.finished).toMatchObject({ code: 0, stderr: '' })
})

describeWith(needs, 'tailrace compare', () => {
  itWith(needs, 'measures Node, FastAPI and free-threaded Python, and writes what it says', async () => {
    await using folder = await tempFolder('compare')
    const done = await tailrace(
      ['compare', ...short, '--workload', 'wait:ms=20', '--out', join(folder.path, 'out'), '--json'],
      { dataFolder: join(folder.path, 'data'), cwd: folder.path },
    )
    const result = resultSchema.parse(JSON.parse(done.stdout))
    expect(done.code, done.stderr).toBe(result.valid ? 0 : 4)
    expect(result.contenders.map((contender) => contender.id)).toEqual([
      'node-cluster',
      'fastapi-uvloop',
      'python-freethreaded',
    ])
    for (const contender of result.contenders) {
      expect(contender.error, contender.label).toBeNull()
      expect(contender).toMatchObject({ requests: 300, ok: 300, failed: 0, abandoned: 0, errors: {} })
      expect(contender.responseUs.p50, contender.label).toBeGreaterThanOrEqual(20_000)
      expect(contender.responseUs.p50, contender.label).toBeGreaterThanOrEqual(contender.serviceUs.p50 ?? 0)
      expect(contender.server?.lagUs, contender.label).not.toBeNull()
    }
    expect(result.contenders[1]?.server).toMatchObject({ gilEnabled: true })
    expect(result.contenders[1]?.server?.loopClass).toContain('uvloop')
    expect(result.contenders[2]?.server).toMatchObject({ gilEnabled: false })

    const summary = parse(await readFile(join(folder.path, 'out', 'summary.csv'), 'utf8'), { columns: true })
    const stored = JSON.parse(await readFile(join(folder.path, 'out', 'result.json'), 'utf8'))
    expect(summary.length).toBeGreaterThanOrEqual(12)
    expect(stored.contenders[0].responseUs).toEqual(result.contenders[0]?.responseUs)
    expect(result.files.map((file) => file.split('/').at(-1)).sort()).toEqual([
      'errors.csv',
      'result.json',
      'summary.csv',
      'timeseries.csv',
      'trials.csv',
    ])
  })

  itWith(needs, 'names a contender that cannot be had, runs the others and exits with 3', async () => {
    await using folder = await tempFolder('missing')
    const done = await tailrace(
      [
        'compare',
        ...short,
        '--contender',
        'node-single',
        '--contender',
        'fastapi-asyncio',
        '--workload',
        'hello',
      ].concat('--no-provision', '--json'),
      {
        dataFolder: join(folder.path, 'data'),
        cwd: folder.path,
        environment: { TAILRACE_CACHE_DIR: join(folder.path, 'empty-cache') },
      },
    )
    const result = resultSchema.parse(JSON.parse(done.stdout))
    expect(done.code, done.stderr).toBe(3)
    expect(result.contenders[0]).toMatchObject({ error: null, ok: 300 })
    expect(result.contenders[1]?.error).toMatchObject({ code: 'provision.refused' })
    expect(result.contenders[1]?.error?.hint).not.toBe('')
  })
})
