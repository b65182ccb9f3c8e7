import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Desktop, launchTailrace } from '../../e2e/support/electron-app.ts'
import { type TempFolder, tempFolder } from '../../e2e/support/temp-folder.ts'
import { describeWith } from '../../support/requirements.ts'

describeWith({ electron: true }, 'the desktop window', () => {
  let data: TempFolder
  let desktop: Desktop

  beforeAll(async () => {
    data = await tempFolder('desktop')
    desktop = await launchTailrace({ dataFolder: data.path })
  })

  afterAll(async () => {
    await desktop.close()
    await data[Symbol.asyncDispose]()
  })

  test('shows our page under our own scheme', async () => {
    await desktop.window.waitForLoadState()
    expect(new URL(desktop.window.url())).toMatchObject({ protocol: 'app:', host: 'tailrace' })
    await desktop.window.getByText('Tailrace').first().waitFor()
  })

  test('gives the page the two functions of the contract and nothing of Node or Electron', async () => {
    const seen = await desktop.window.evaluate(() => ({
      exposed: Object.keys(window.tailrace ?? {}).sort(),
      require: typeof Reflect.get(window, 'require'),
      process: typeof Reflect.get(window, 'process'),
    }))
    expect(seen).toEqual({ exposed: ['request', 'subscribe'], require: 'undefined', process: 'undefined' })
  })

  test('answers requests, and gives failures as coded values', async () => {
    const ask = (name: string, params: unknown): Promise<unknown> =>
      desktop.window.evaluate(([asked, given]) => window.tailrace?.request(asked, given), [
        name,
        params,
      ] as const)
    expect(await ask('engine.info', {})).toMatchObject({ ok: true, result: { dataFolder: data.path } })
    expect(await ask('no.such', {})).toMatchObject({ ok: false, error: { code: 'ipc.bad-request' } })
    expect(await ask('history.get', { runId: 'none' })).toMatchObject({
      ok: false,
      error: { code: 'run.not-found', hint: expect.stringContaining('history') },
    })
  })

  test('runs no foreign script, goes nowhere else and opens no window', async () => {
    const { window, app } = desktop
    const evaluated = await window.evaluate(() => {
      const element = document.createElement('script')
      element.textContent = 'document.title = "injected"'
      document.head.append(element)
      return document.title
    })
    expect(evaluated).not.toBe('injected')
    const before = window.url()
    await window.evaluate(() => {
      location.href = 'https://example.invalid/'
    })
    expect(await window.evaluate(() => open('https://example.invalid/') === null)).toBe(true)
    expect(app.windows()).toHaveLength(1)
    expect(window.url()).toBe(before)
  })

  test('serves nothing from outside the bundle', async () => {
    const statuses = await desktop.window.evaluate(async () => {
      const paths = ['/index.html', '/missing.js', '/..%2f..%2fpackage.json']
      return Promise.all(paths.map(async (path) => (await fetch(path)).status))
    })
    expect(statuses).toEqual([200, 404, 404])
  })

  test('keeps the page in a sandbox of its own', async () => {
    const preferences = await desktop.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      // not in Electron's own types, but the only way to see what a window really has
      return window === undefined
        ? null
        : Reflect.get(window.webContents, 'getLastWebPreferences').call(window.webContents)
    })
    expect(preferences).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false })
  })

  test('takes the engine with it when it quits', async () => {
    const main = desktop.app.process().pid ?? 0
    const engine = childrenOf(main).find((command) => command.args.includes('engine.js'))
    expect(engine).toBeDefined()
    await desktop.close()
    expect(isAlive(engine?.pid ?? 0)).toBe(false)
  })
})

function childrenOf(pid: number): { pid: number; args: string }[] {
  const listing = spawnSync('ps', ['-o', 'pid=,args=', '--ppid', String(pid)], { encoding: 'utf8' })
  return listing.stdout
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(.*)$/.exec(line))
    .flatMap((match) => (match === null ? [] : [{ pid: Number(match[1]), args: match[2] ?? '' }]))
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
