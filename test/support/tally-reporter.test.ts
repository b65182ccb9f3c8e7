// The closing line is what CI reads, so the tally is run for real: a small suite with every kind of outcome.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startVitest } from 'vitest/node'
import { formatTally, judge, TallyReporter } from './tally-reporter.ts'

const suite = `
  import { beforeAll, describe, it } from 'vitest'
  it('passes', () => undefined)
  it('fails', () => { throw new Error('on purpose') })
  it('skips itself', (context) => context.skip('no wheel'))
  describe.skipIf(true)('a group [no engine]', () => it('never runs', () => undefined))
  describe('a broken group', () => {
    beforeAll(() => { throw new Error('on purpose') })
    it('cannot run', () => undefined)
  })
`
const brokenFile = "import './does-not-exist.ts'"

describe('the tally of a test run', () => {
  const reporter = new TallyReporter()
  // Inside the checkout, so that the suite finds vitest.
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(import.meta.dirname, '../../node_modules/.tally-'))
    await writeFile(join(folder, 'a.spec.ts'), suite)
    await writeFile(join(folder, 'b.spec.ts'), brokenFile)
    const exitCode = process.exitCode
    const vitest = await startVitest([], {
      root: folder,
      config: false,
      watch: false,
      include: ['*.spec.ts'],
      exclude: [],
      reporters: [reporter],
    })
    await vitest.close()
    process.exitCode = exitCode // it speaks of the suite inside, which fails on purpose
  })

  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('counts tests, broken groups and broken files', () => {
    // failed: the test, the broken group, the broken file
    expect(reporter.tally).toEqual({ passed: 1, failed: 3, skipped: 3 })
  })

  it('names every skipped test and its reason', () => {
    expect(reporter.skips).toEqual([
      'a.spec.ts > skips itself [no wheel]',
      'a.spec.ts > a group [no engine] > never runs',
      'a.spec.ts > a broken group > cannot run',
    ])
  })

  it('turns skips into failures on CI only', () => {
    expect(formatTally(judge(reporter.tally, true))).toBe('1 passed, 6 failed')
    expect(formatTally(judge(reporter.tally, false))).toBe('1 passed, 3 failed, 3 skipped')
    expect(formatTally({ passed: 2, failed: 0, skipped: 0 })).toBe('2 passed, 0 failed')
  })
})
