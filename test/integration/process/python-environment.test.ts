// Environments made for real, by pip in a real Python, from a package index of our own: once, whole, or not at all.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import type { ProvisionOptions, ProvisionProgress } from '../../../src/core/runtime/backend.ts'
import { createProcessBackend } from '../../../src/core/runtime/process/process-backend.ts'
import { groupMembers } from '../../../src/core/runtime/process/process-group.ts'
import { manifestSchema } from '../../../src/model/manifest.ts'
import { notingReaper, scratchFolder } from '../../core/runtime/process/scratch.ts'
import { describeWith } from '../../support/requirements.ts'

const manifest = manifestSchema.parse({
  schema: 'tailrace.runtime',
  version: 1,
  id: 'snake',
  name: 'Snake',
  description: 'A fixture.',
  language: 'Python',
  process: {
    kind: 'python',
    entry: 'server.py',
    requirements: 'requirements.txt',
    minimumVersion: '3.11',
    maximumVersion: '3.14',
    freeThreaded: false,
  },
  knobs: [],
  workloads: ['hello'],
  presets: [{ id: 'snake', label: 'Snake', description: '', knobs: {} }],
})

const makeWheel = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1] + '/tiny_snake-1.0-py3-none-any.whl', 'w') as wheel:
    wheel.writestr('tiny_snake.py', 'scales = 7\\n')
    info = 'tiny_snake-1.0.dist-info/'
    wheel.writestr(info + 'METADATA', 'Metadata-Version: 2.1\\nName: tiny-snake\\nVersion: 1.0\\n')
    wheel.writestr(info + 'WHEEL', 'Wheel-Version: 1.0\\nGenerator: x\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    wheel.writestr(info + 'RECORD', '')
`

/** A runtime folder with a lock file, an index with its one wheel, and an empty cache. */
function workshop(hash?: string) {
  const folder = scratchFolder()
  const at = (name: string) => join(folder.path, name)
  for (const name of ['runtime', 'index', 'cache']) mkdirSync(at(name))
  execFileSync('python3', ['-c', makeWheel, at('index')])
  const wheel = readFileSync(join(at('index'), 'tiny_snake-1.0-py3-none-any.whl'))
  const sha256 = hash ?? createHash('sha256').update(wheel).digest('hex')
  writeFileSync(join(at('runtime'), 'requirements.txt'), `tiny-snake==1.0 --hash=sha256:${sha256}\n`)
  vi.stubEnv('PIP_NO_INDEX', '1')
  vi.stubEnv('PIP_FIND_LINKS', at('index'))
  vi.stubEnv('UV_NO_INDEX', '1')
  vi.stubEnv('UV_FIND_LINKS', at('index'))
  const reaper = notingReaper()
  const backend = () =>
    createProcessBackend({
      runtimes: [{ manifest, folder: at('runtime') }],
      cacheFolder: at('cache'),
      nodePath: process.execPath,
      reaper,
    })
  const environments = () =>
    existsSync(join(at('cache'), 'environments')) ? readdirSync(join(at('cache'), 'environments')) : []
  return { at, backend, reaper, environments, [Symbol.dispose]: () => folder[Symbol.dispose]() }
}

function provisioning(options: Partial<ProvisionOptions> = {}): ProvisionOptions {
  return { allowed: true, onProgress: () => undefined, signal: new AbortController().signal, ...options }
}

afterEach(() => vi.unstubAllEnvs())

describeWith({ python: true, linux: true }, 'an environment', () => {
  it('is made once, told step by step, and found again by the next Tailrace', async () => {
    using shop = workshop()
    expect(await shop.backend().status(manifest)).toMatchObject({ state: 'provisionable' })
    const told: ProvisionProgress[] = []
    await shop.backend().provision(manifest, provisioning({ onProgress: (step) => told.push(step) }))
    expect(new Set(told.map((one) => one.step))).toContain('installing packages')
    const [name = ''] = shop.environments()
    expect(shop.environments()).toEqual([expect.stringMatching(/^snake-3\.\d+\.\d+-[0-9a-f]{12}$/)])
    const python = join(shop.at('cache'), 'environments', name, 'bin', 'python')
    expect(String(execFileSync(python, ['-c', 'import tiny_snake; print(tiny_snake.scales)']))).toBe('7\n')
    // Compiled when it is made, with the paths the files have in the end.
    const code =
      'import tiny_snake, marshal; f = open(tiny_snake.__cached__, "rb"); f.seek(16); print(marshal.load(f).co_filename)'
    const compiled = String(execFileSync(python, ['-B', '-c', code]))
    expect(compiled.startsWith(join(shop.at('cache'), 'environments', name, 'lib'))).toBe(true)
    expect(await shop.backend().status(manifest)).toMatchObject({ state: 'ready' })
    told.length = 0
    await shop
      .backend()
      .provision(manifest, provisioning({ allowed: false, onProgress: (step) => told.push(step) }))
    expect(told).toEqual([])
  })

  it('is made by pip where uv cannot do it', async () => {
    using shop = workshop()
    mkdirSync(shop.at('bin'))
    const uv = '#!/bin/sh\n[ "$1" = --version ] || { echo "uv: no such index" >&2; exit 2; }\n'
    writeFileSync(join(shop.at('bin'), 'uv'), uv, { mode: 0o755 })
    vi.stubEnv('PATH', `${shop.at('bin')}:${process.env.PATH}`)
    await shop.backend().provision(manifest, provisioning())
    const facts = join(shop.at('cache'), 'environments', shop.environments()[0] ?? '', 'tailrace.json')
    expect(JSON.parse(readFileSync(facts, 'utf8'))).toMatchObject({ runtime: 'snake', tool: 'pip' })
  })

  it('without an interpreter of the right version names what was looked at, and how to get one', async () => {
    using shop = workshop()
    const future = manifestSchema.parse({
      ...manifest,
      process: { ...manifest.process, minimumVersion: '3.98', maximumVersion: '3.99' },
    })
    await expect(shop.backend().provision(future, provisioning())).rejects.toMatchObject({
      code: 'provision.interpreter-missing',
      message: expect.stringMatching(/needs Python 3\.98 to 3\.99[\s\S]*is outside 3\.98 to 3\.99/),
      hint: expect.stringContaining('Install one'),
    })
    expect(await shop.backend().status(future)).toMatchObject({ state: 'missing' })
  })

  it('is another one for another lock file', async () => {
    using shop = workshop()
    await shop.backend().provision(manifest, provisioning())
    const file = join(shop.at('runtime'), 'requirements.txt')
    writeFileSync(file, `# changed\n${readFileSync(file, 'utf8')}`)
    expect(await shop.backend().status(manifest)).toMatchObject({ state: 'provisionable' })
    await shop.backend().provision(manifest, provisioning())
    expect(shop.environments()).toHaveLength(2)
  })

  it('is made by one of two that want it at once, and found by the other', async () => {
    using shop = workshop()
    await Promise.all([
      shop.backend().provision(manifest, provisioning()),
      shop.backend().provision(manifest, provisioning()),
    ])
    expect(shop.environments()).toHaveLength(1)
  })

  it('is not made where nothing may be made', async () => {
    using shop = workshop()
    const refused = shop.backend().provision(manifest, provisioning({ allowed: false }))
    await expect(refused).rejects.toMatchObject({ code: 'provision.refused' })
    expect(shop.environments()).toEqual([])
  })

  it('with a package that is not the locked one fails with pip’s words and leaves nothing', async () => {
    using shop = workshop('0'.repeat(64))
    const failing = shop.backend().provision(manifest, provisioning())
    await expect(failing).rejects.toMatchObject({
      code: 'provision.failed',
      message: expect.stringContaining('HASH'),
    })
    expect(shop.environments()).toEqual([])
  })

  it('that was left half-made by a crash, or whose interpreter is gone, is made anew', async () => {
    using shop = workshop()
    await shop.backend().provision(manifest, provisioning())
    const [name = ''] = shop.environments()
    const environments = join(shop.at('cache'), 'environments')
    // A killed process leaves its partial folder, its lock, and no finished environment.
    execFileSync('mv', [join(environments, name), join(environments, `${name}.999999.partial`)])
    const dead = { pid: 999_999_999, startTime: 'before', since: 'then', token: 'dead' }
    writeFileSync(join(environments, `${name}.lock`), JSON.stringify(dead))
    await shop.backend().provision(manifest, provisioning())
    expect(shop.environments()).toEqual([name])
    execFileSync('ln', ['-sfn', '/no/such/python', join(environments, name, 'bin', 'python')])
    expect(await shop.backend().status(manifest)).toMatchObject({ state: 'provisionable' })
    await shop.backend().provision(manifest, provisioning())
    expect(await shop.backend().status(manifest)).toMatchObject({ state: 'ready' })
  })

  it('is not left half-made by a cancel, nor is any process', async () => {
    using shop = workshop()
    const cancel = new AbortController()
    // An index that never answers: the cancel comes while pip waits for it.
    const index = createServer(() => cancel.abort()).listen(0, '127.0.0.1')
    await once(index, 'listening')
    try {
      const address = index.address()
      const port = address !== null && typeof address === 'object' ? address.port : 0
      for (const tool of ['PIP', 'UV']) {
        vi.stubEnv(`${tool}_NO_INDEX`, undefined)
        vi.stubEnv(`${tool}_FIND_LINKS`, undefined)
        vi.stubEnv(`${tool}_INDEX_URL`, `http://127.0.0.1:${port}/simple`)
      }
      const cancelled = shop.backend().provision(manifest, provisioning({ signal: cancel.signal }))
      await expect(cancelled).rejects.toMatchObject({ code: 'run.cancelled' })
    } finally {
      index.closeAllConnections()
      index.close()
    }
    expect(shop.environments()).toEqual([])
    expect(shop.reaper.guarded.size).toBe(0)
    for (const group of shop.reaper.everGuarded) expect(await groupMembers(group)).toEqual([])
  })
})
