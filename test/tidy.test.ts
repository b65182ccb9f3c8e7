// The repository tests itself: rooms, names, lengths, pins. The rules are in test/support/tidy/ and are proved on bad
// samples in test/support/tidy/rules.test.ts.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { errorTable } from '../src/model/errors.ts'
import { describeWith, ruffPath } from './support/requirements.ts'
import { importProblems, missingProblems, startedProblems } from './support/tidy/import-rules.ts'
import {
  deadCodes,
  lockGaps,
  lockProblems,
  nameProblems,
  pinProblems,
  privateProblems,
  unlistedRuntimes,
} from './support/tidy/repository-rules.ts'
import { parseSource } from './support/tidy/source-file.ts'
import {
  fileLength,
  finished,
  functionLength,
  headerComment,
  honestTypes,
  lengthProblems,
  noConsole,
  type Rule,
  rawChannelProblems,
  testsRun,
} from './support/tidy/source-rules.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
// New files count before they are committed, so that `npm run check` tells in time.
const paths = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(root, path)))
const isBinary = (path: string) => /\.(png|ico|icns|woff2?|gz|xz)$/.test(path)
const isScript = (path: string) => /\.tsx?$/.test(path)

const typescript = paths.filter(isScript).map((path) => parseSource(path, read(path)))
const sources = typescript.filter(({ path }) => path.startsWith('src/'))
// requirements.ts is the one place that may skip: it gives the reason.
const tests = typescript.filter(({ path }) => path.startsWith('test/') && !path.endsWith('/requirements.ts'))
const runtimeIds = readdirSync(join(root, 'runtimes')).filter((name) =>
  existsSync(join(root, 'runtimes', name, 'runtime.json')),
)

describe('the sources', () => {
  it('import downward only, and every package where it belongs', () => {
    expect(sources.flatMap(importProblems)).toEqual([])
  })

  it('import only what git has', () => {
    expect(missingProblems(typescript, paths)).toEqual([])
  })

  it('keep core out of the processes that only start the engine', () => {
    expect(startedProblems(sources)).toEqual([])
  })

  it.each<[string, readonly (typeof sources)[number][], Rule]>([
    ['open with a comment that says what the file is for', sources, headerComment],
    ['keep files short', typescript.filter(({ path }) => !path.startsWith('test/')), fileLength],
    ['keep functions short', typescript.filter(({ path }) => !path.startsWith('test/')), functionLength],
    ['prove their types', typescript, honestTypes],
    ['are finished', typescript, finished],
    ['keep core without a console', sources.filter(({ path }) => path.startsWith('src/core/')), noConsole],
    ['run every test', tests, testsRun],
  ])('%s', (_, files, rule) => {
    expect(files.flatMap(rule)).toEqual([])
  })

  it('touch each of Electron’s raw channels in one file', () => {
    expect(rawChannelProblems(sources)).toEqual([])
  })

  it('use every error code', () => {
    expect(deadCodes(Object.keys(errorTable), sources)).toEqual([])
  })
})

describe('the repository', () => {
  it('has names that say what a thing is', () => {
    expect(paths.flatMap(nameProblems)).toEqual([])
  })

  it('keeps the servers short', () => {
    const servers = paths.filter((path) => /^runtimes\/.*\.(py|js|mjs|cjs)$/.test(path))
    expect(servers.flatMap((path) => lengthProblems(path, read(path).split('\n').length - 1))).toEqual([])
  })

  it('pins every dependency', () => {
    const locks = paths.filter((path) => /^runtimes\/.*requirements.*\.txt$/.test(path))
    const problems = [
      ...pinProblems(read('package.json')),
      ...locks.flatMap((path) => lockProblems(path, read(path))),
    ]
    expect(problems).toEqual([])
  })

  it('names nobody’s folders, registries or passwords', () => {
    // Parents count too; short ones like / and /root are also ordinary words of paths.
    const folders = [root, dirname(root), homedir()].filter((folder) => folder.split('/').length > 2)
    const texts = paths.filter((path) => !isBinary(path) && path !== 'package-lock.json')
    expect(texts.flatMap((path) => privateProblems(path, read(path), folders))).toEqual([])
  })

  it('locks packages for every platform, without naming where one machine fetched them', () => {
    const lock = read('package-lock.json')
    expect(lockGaps(lock)).toEqual([])
    expect(lock).not.toContain('"resolved"')
  })

  it.each(['README.md', 'runtimes/README.md'])('lists every runtime in %s', (path) => {
    expect(runtimeIds.length).toBeGreaterThanOrEqual(3)
    expect(unlistedRuntimes(runtimeIds, path, read(path))).toEqual([])
  })
})

describeWith({ ruff: true }, 'the Python servers', () => {
  it.each([
    { what: 'are clean under ruff', args: ['check'] },
    { what: 'are formatted', args: ['format', '--check'] },
  ])('$what', ({ args }) => {
    const result = spawnSync(ruffPath() ?? 'ruff', [...args, '--no-cache', 'runtimes'], {
      cwd: root,
      encoding: 'utf8',
    })
    expect({ status: result.status, output: result.status === 0 ? '' : result.stdout }).toEqual({
      status: 0,
      output: '',
    })
  })
})
