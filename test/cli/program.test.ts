// The command line as far as it goes without measuring: parsing, help, errors, exit codes.
import { describe, expect, test } from 'vitest'
import { runProgram } from '../../src/cli/program.ts'

async function run(...args: string[]) {
  let out = ''
  let err = ''
  const code = await runProgram(args, {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    colours: false,
  })
  return { code, out, err }
}

test('--help names every command and every exit code, on stdout', async () => {
  const { code, out, err } = await run('--help')
  expect([code, err]).toEqual([0, ''])
  for (const command of ['compare', 'drive', 'serve', 'runtimes', 'profiles', 'history', 'export']) {
    expect(out).toContain(`  ${command}`)
  }
  expect(out).toMatch(/0 done.*1 an objective failed.*2 bad usage.*3 something.*4 measured.*130 cancelled/s)
})

test('every command has a help of its own', async () => {
  for (const command of ['compare', 'drive', 'serve', 'runtimes', 'profiles', 'history', 'export']) {
    const { code, out } = await run(command, '--help')
    expect([command, code]).toEqual([command, 0])
    expect(out).toContain(`tailrace ${command}`)
  }
})

test('--version is that of the package', async () => {
  expect((await run('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/)
})

test('no command at all shows the help on stderr and is bad usage', async () => {
  const { code, out, err } = await run()
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain('Usage: tailrace')
})

describe('bad usage ends with 2, a code, a sentence and a fix on stderr', () => {
  test.each([
    [['bogus']],
    [['compare', '--bogus']],
    [['compare', '--rate', 'fast']],
    [['compare', '--rate', '-5']],
    [['compare', '--trials', '1.5']],
    [['compare', '--trials', '0']],
    [['compare', '--seed', '0x10']],
    [['compare', '--connections', '']],
    [['compare', '--arrivals', 'bursty']],
    [['compare', '--backend', 'podman']],
    [['compare', '--cores', 'all']],
    [['compare', '--workload', 'mining']],
    [['compare', '--fail-on', 'p99 is bad']],
    [['compare', 'one', 'two']],
    [['drive']],
    [['drive', 'http://127.0.0.1/', '--method', 'BREW']],
    [['drive', 'http://127.0.0.1/', '--header', 'bad header']],
    [['drive', 'http://127.0.0.1/', '--rate', '1', '--users', '1']],
    [['serve', '--port', '99999']],
    [['export', 'run', '--format', 'pdf']],
    [['export', 'run', '--out', '-']],
    [['profiles', 'steal']],
  ])('%j', async (args) => {
    const { code, out, err } = await run(...args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/^error: .+ \[usage\.bad-argument\]\nfix: .+\n$/)
  })
})

test.each([
  ['http://example.com/', 'load.target-not-loopback'],
  ['http://127.0.0.1.example.com/', 'load.target-not-loopback'],
  ['http://10.0.0.1/', 'load.target-not-loopback'],
  ['https://127.0.0.1/', 'load.invalid'],
  ['127.0.0.1:80', 'load.invalid'],
])('drive %s is refused before anything is sent: %s', async (url, error) => {
  const { code, err } = await run('drive', url)
  expect(code).toBe(2)
  expect(err).toContain(`[${error}]`)
})

test('--json gives an error as the one document on stdout', async () => {
  const { code, out } = await run('drive', 'http://example.com/', '--json')
  expect(code).toBe(2)
  expect(JSON.parse(out)).toMatchObject({
    schema: 'tailrace.error/1',
    error: { code: 'load.target-not-loopback' },
  })
})
