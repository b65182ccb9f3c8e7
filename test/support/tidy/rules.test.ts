// Every tidy rule fails on a sample that breaks it and is silent on one that does not.
import { describe, expect, it } from 'vitest'
import { importProblems, missingProblems, startedProblems } from './import-rules.ts'
import {
  deadCodes,
  lockGaps,
  lockProblems,
  nameProblems,
  pinProblems,
  privateProblems,
  unlistedRuntimes,
} from './repository-rules.ts'
import { parseSource } from './source-file.ts'
import {
  fileLength,
  finished,
  functionLength,
  headerComment,
  honestTypes,
  noConsole,
  rawChannelProblems,
  testsRun,
} from './source-rules.ts'

const source = (path: string, text: string) => parseSource(path, text)

describe('the import rules', () => {
  it.each([
    ['src/core/load/a.ts', "import { b } from '../store/b.ts'"],
    ['src/core/load/a.ts', "import type { B } from '../plan/b.ts'"],
    ['src/core/load/a.ts', "export * from '../store/b.ts'"],
    ['src/core/load/a.ts', "export { b } from '../store/b.ts'"],
    ['src/core/load/a.ts', "const b = await import('../store/b.ts')"],
    ['src/core/load/a.ts', "let b: import('../store/b.ts').B"],
    ['src/core/load/a.ts', 'const b = await import(name)'],
    ['src/core/stats/a.ts', "import { b } from '../report/b.ts'"],
    ['src/core/load/a.ts', "import { app } from 'electron'"],
    ['src/core/load/a.ts', "import { execa } from 'execa'"],
    ['src/core/run/a.ts', "import { DatabaseSync } from 'node:sqlite'"],
    ['src/core/plan/a.ts', "import { b } from '../../engine/b.ts'"],
    ['src/model/a.ts', "import { readFileSync } from 'node:fs'"],
    ['src/model/a.ts', "import { b } from '../ipc/contract.ts'"],
    ['src/ipc/a.ts', "import { b } from '../core/run/b.ts'"],
    ['src/ipc/a.ts', "import { fork } from 'node:child_process'"],
    ['src/main/a.ts', "import { b } from '../core/run/b.ts'"],
    ['src/engine/a.ts', "import { b } from '../renderer/b.ts'"],
    ['src/engine/a.ts', "import { useState } from 'react'"],
    ['src/renderer/a.tsx', "import { b } from '../engine/b.ts'"],
    ['src/renderer/a.tsx', "import { join } from 'path'"],
    ['src/cli/a.ts', "import { b } from '../core/load/b.ts'"],
    ['src/cli/a.ts', "import { b } from '../../scripts/b.ts'"],
    ['src/elsewhere/a.ts', ''],
  ])('reject in %s: %s', (path, text) => {
    expect(importProblems(source(path, text))).toHaveLength(1)
  })

  it.each([
    ['src/core/load/a.ts', "import { b } from '../histogram/b.ts'\nimport { c } from './c.ts'"],
    ['src/core/report/a.ts', "import { b } from '../stats/b.ts'"],
    ['src/core/run/a.ts', "import { b } from '../store/b.ts'"],
    ['src/core/runtime/process/a.ts', "import { execa } from 'execa'\nimport { c } from '../backend.ts'"],
    ['src/core/store/a.ts', "import { DatabaseSync } from 'node:sqlite'"],
    ['src/model/a.ts', "import { z } from 'zod'"],
    ['src/renderer/app/a.tsx', "import { useState } from 'react'\nimport { b } from '../../model/b.ts'"],
    ['src/main/a.ts', "import { app } from 'electron'\nimport { b } from '../engine/b.ts'"],
  ])('accept in %s: %s', (path, text) => {
    expect(importProblems(source(path, text))).toEqual([])
  })

  it('find an import of a file that git ignores', () => {
    const file = source('src/cli/a.ts', "import b from './b.ts?worker'\nimport c from './out/c.ts'")
    expect(missingProblems([file], ['src/cli/a.ts', 'src/cli/b.ts'])).toEqual([
      'src/cli/a.ts:2: git does not have src/cli/out/c.ts',
    ])
  })

  it('find core behind a chain of imports in a shell', () => {
    const files = [
      source('src/main/a.ts', "import { b } from '../engine/b.ts'"),
      source('src/engine/b.ts', "import { c } from './c.ts'"),
      source('src/engine/c.ts', "import { d } from '../core/run/d.ts'"),
    ]
    expect(startedProblems(files)).toEqual([
      'src/main/a.ts: pulls core into its process: src/main/a.ts → src/engine/b.ts → src/engine/c.ts → src/core/run/d.ts',
    ])
    const typesOnly = [files[0], source('src/engine/b.ts', "import type { D } from '../core/run/d.ts'")]
    expect(startedProblems(typesOnly.filter((file) => file !== undefined))).toEqual([])
  })
})

describe('the source rules', () => {
  it('want a comment first', () => {
    expect(headerComment(source('a.ts', 'const a = 1'))).toHaveLength(1)
    expect(headerComment(source('a.ts', '#!/usr/bin/env node\n// Starts.\n'))).toEqual([])
  })

  it('limit files to 250 lines and functions to 70', () => {
    expect(fileLength(source('a.ts', 'a\n'.repeat(251)))).toEqual(['a.ts: 251 lines; 250 at most'])
    expect(fileLength(source('a.ts', 'a\n'.repeat(250)))).toEqual([])
    const body = 'a()\n'.repeat(69)
    expect(functionLength(source('a.ts', `const f = () => {\n${body}}`))).toHaveLength(1)
    expect(functionLength(source('a.ts', `class A {\n  f() {\n${body}}\n}`))).toHaveLength(1)
    expect(functionLength(source('a.ts', `function f() {\n${'a()\n'.repeat(68)}}`))).toEqual([])
  })

  it.each(['const a = b!', 'const a = b as any', 'let a: any', `// @ts-${'ignore'}\na()`])(
    'reject the dishonest type in: %s',
    (text) => expect(honestTypes(source('a.ts', text))).toHaveLength(1),
  )

  it('accept an honest type', () => {
    expect(
      honestTypes(source('a.ts', "const a: unknown = !b // any and ! in a comment, 'any' in a string")),
    ).toEqual([])
  })

  it('find what is not finished', () => {
    expect(finished(source('a.ts', `a() // ${'TO'}${'DO'}: b`))).toEqual([`a.ts:1: "${'TO'}${'DO'}"`])
    expect(finished(source('a.ts', `a('${'coming'} ${'soon'}')`))).toHaveLength(1)
    expect(finished(source('a.ts', '// to do a thing'))).toEqual([])
  })

  it.each([
    "it.only('a', f)",
    "describe.skip('a', f)",
    "it.skipIf(x)('a', f)",
    "it.todo('a')",
    'context.skip()',
  ])('reject a test that does not run: %s', (text) =>
    expect(testsRun(source('a.test.ts', text))).toHaveLength(1),
  )

  it('accept a skip with a reason', () => {
    expect(testsRun(source('a.test.ts', "context.skip('no wrk'); lines.skip(); it('a', f)"))).toEqual([])
  })

  it('keep the console out of core', () => {
    expect(noConsole(source('src/core/a.ts', 'console.log(1)'))).toHaveLength(1)
    expect(noConsole(source('src/core/a.ts', "log('console.log')"))).toEqual([])
  })

  it('allow a raw channel in one file only', () => {
    const one = source('src/main/a.ts', "ipcMain.handle('a', f)")
    expect(rawChannelProblems([one])).toEqual([])
    expect(rawChannelProblems([one, source('src/main/b.ts', "ipcMain.on('a', f)")])).toHaveLength(1)
  })
})

describe('the repository rules', () => {
  it.each([
    'src/core/loadGen.ts',
    'src/Core/a.ts',
    'src/utils/a.ts',
    'src/core/helpers.ts',
    'src/snake_case.ts',
  ])('reject the name %s', (path) => expect(nameProblems(path)).toHaveLength(1))

  it.each([
    'src/core/load/http-parser.test.ts',
    'README.md',
    '.ci/run',
    'runtimes/fastapi/server_main.py',
    'LICENSE',
  ])('accept the name %s', (path) => expect(nameProblems(path)).toEqual([]))

  it('want exact versions', () => {
    expect(pinProblems('{"dependencies":{"zod":"^4.6.7"},"devDependencies":{"vite":"latest"}}')).toHaveLength(
      2,
    )
    expect(
      pinProblems('{"dependencies":{"zod":"4.6.7"},"optionalDependencies":{"a":"1.0.0-beta.2"}}'),
    ).toEqual([])
  })

  it('want every platform’s package in the lock', () => {
    const root = { optionalDependencies: { 'tool-linux': '1.0.0', 'tool-mac': '1.0.0' } }
    const linux = { version: '1.0.0' }
    const gaps = { '': root, 'node_modules/tool-linux': linux, 'node_modules/odd': {} }
    expect(lockGaps(JSON.stringify({ packages: gaps }))).toHaveLength(2)
    const whole = {
      '': root,
      'node_modules/tool-linux': linux,
      'node_modules/a/node_modules/tool-mac': linux,
    }
    expect(lockGaps(JSON.stringify({ packages: whole }))).toEqual([])
  })

  it('want hashed Python locks', () => {
    const hash = `--hash=sha256:${'0'.repeat(64)}`
    expect(lockProblems('a.txt', 'uvicorn>=0.54\nh11==0.16.0\n')).toHaveLength(2)
    expect(lockProblems('a.txt', `# why\n--only-binary :all:\nh11==0.16.0 \\\n    ${hash}\n`)).toEqual([])
  })

  it.each([
    '/ho' + 'me/anna/tailrace',
    '/srv/checkout/tailrace/out',
    `https://${'registry.npmjs'}.org/zod`,
    'https://anna:secret' + '@example.org/',
  ])('reject the private text %s', (text) => {
    expect(privateProblems('a.md', text, ['/srv/checkout'])).toHaveLength(1)
  })

  it('accept paths and hosts that every machine has', () => {
    expect(
      privateProblems('a.md', '/work/hello, /proc/1, https://127.0.0.1:80, ~/home/', ['/srv/a']),
    ).toEqual([])
  })

  it('find error codes that nothing uses', () => {
    const table = source('src/model/errors.ts', "const t = { 'a.dead': 'hint', 'a.used': 'hint' }")
    const user = source('src/core/run/a.ts', "throw new TailraceError('a.used', 'message')")
    expect(deadCodes(['a.dead', 'a.used'], [table, user])).toEqual(['error code a.dead is never used'])
  })

  it('find a runtime that a document does not list', () => {
    expect(unlistedRuntimes(['node', 'fastapi'], 'README.md', '| `node` |')).toHaveLength(1)
  })
})
