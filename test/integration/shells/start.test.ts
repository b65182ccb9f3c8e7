// npm start and npm run compare as a user without a display has them.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { tempFolder } from '../../e2e/support/temp-folder.ts'
import { itWith } from '../../support/requirements.ts'

const scripts = join(import.meta.dirname, '../../../scripts')

function run(script: string, args: readonly string[], environment: NodeJS.ProcessEnv) {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...rest } = process.env
  return spawn(process.execPath, [join(scripts, script), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...rest, ...environment },
  })
}

itWith(
  { linux: true },
  'npm start without a display says so, serves the screens, and ends with its signal',
  async () => {
    await using folder = await tempFolder('start')
    const child = run('start.ts', [], { TAILRACE_DATA_DIR: folder.path, TAILRACE_CACHE_DIR: folder.path })
    const ended = once(child, 'exit')
    const said = text(child.stderr)
    let link = ''
    for await (const chunk of child.stdout) {
      link += String(chunk)
      if (link.includes('\n')) break
    }
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}\n$/)
    const page = await fetch(new URL('/', link))
    expect(await page.text()).toContain('<title>Tailrace</title>')
    child.kill('SIGTERM')
    expect((await ended)[0]).toBe(0)
    expect(await said).toMatch(/^There is no display .*: Tailrace opens in a browser instead\.$/m)
    await expect(fetch(new URL('/', link))).rejects.toThrow()
  },
)

test('npm run compare passes its arguments on and returns the exit code', async () => {
  const child = run('compare.ts', ['--rate', 'fast', '--json'], {})
  const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  expect(code).toBe(2)
  expect(JSON.parse(out)).toMatchObject({ error: { code: 'usage.bad-argument' } })
})
