// How npm start decides between the desktop app and the browser.
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { findDesktop, type Surroundings } from '../../scripts/find-electron.ts'
import { type TempFolder, tempFolder } from '../e2e/support/temp-folder.ts'

let folder: TempFolder
beforeAll(async () => {
  folder = await tempFolder('find-electron')
  await makeBinary(join(folder.path, 'own'))
  await mkdir(join(folder.path, 'node_modules', 'electron'), { recursive: true })
  await writeFile(join(folder.path, 'node_modules', 'electron', 'install.js'), '')
})
afterAll(() => folder[Symbol.asyncDispose]())

async function makeBinary(at: string): Promise<void> {
  await mkdir(at, { recursive: true })
  await writeFile(join(at, 'electron'), '')
  await chmod(join(at, 'electron'), 0o755)
}

const around = (change: Partial<Surroundings> = {}): Surroundings => ({
  root: folder.path,
  platform: 'linux',
  environment: { DISPLAY: ':0', ELECTRON_OVERRIDE_DIST_PATH: join(folder.path, 'own') },
  userId: 1000,
  install: async () => undefined,
  ...change,
})

test('with a display and a binary it is the desktop app', async () => {
  expect(await findDesktop(around())).toEqual({ electron: join(folder.path, 'own', 'electron'), flags: [] })
})

test('without a display it says so and downloads nothing', async () => {
  const install = vi.fn()
  const found = await findDesktop(around({ environment: {}, install }))
  expect(found).toMatchObject({ reason: expect.stringContaining('no display') })
  expect(install).not.toHaveBeenCalled()
})

test('as root it says why it prefers the browser, unless told otherwise', async () => {
  const asRoot = around({ userId: 0 })
  expect(await findDesktop(asRoot)).toMatchObject({ reason: expect.stringContaining('root') })
  const environment = { ...asRoot.environment, TAILRACE_ELECTRON_NO_SANDBOX: '1' }
  expect(await findDesktop({ ...asRoot, environment })).toMatchObject({ flags: ['--no-sandbox'] })
})

test('a missing binary is fetched once by electron itself, and its failure is a reason', async () => {
  const environment = { WAYLAND_DISPLAY: 'wayland-0' }
  const install = vi.fn(async () => undefined)
  expect(await findDesktop(around({ environment, install }))).toMatchObject({
    reason: expect.stringContaining('no Electron binary'),
  })
  expect(install).toHaveBeenCalledExactlyOnceWith(join(folder.path, 'node_modules', 'electron', 'install.js'))
  const found = await findDesktop(
    around({
      environment,
      install: () => makeBinary(join(folder.path, 'node_modules', 'electron', 'dist')),
    }),
  )
  expect(found).toMatchObject({ electron: expect.stringContaining('dist') })
})
