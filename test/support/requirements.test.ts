// What a machine lacks is found out by looking, and becomes a sentence in the test's name.
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { tempFolder } from '../e2e/support/temp-folder.ts'
import { electronPath, missing } from './requirements.ts'

afterEach(() => vi.unstubAllEnvs())

it('names what is missing, and nothing where nothing is', async () => {
  await using folder = await tempFolder('path')
  vi.stubEnv('PATH', folder.path)
  expect(missing({})).toBeNull()
  expect(missing({ taskset: true, wrk: true })).toBe(
    'no taskset on PATH (Debian: util-linux); no wrk on PATH (Debian: wrk)',
  )
})

it('takes the Electron that the environment names, if it can be run', async () => {
  await using folder = await tempFolder('electron')
  const binary = join(folder.path, 'electron')
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', folder.path)
  await writeFile(binary, '')
  expect(electronPath()).not.toBe(binary)
  await chmod(binary, 0o755)
  expect(electronPath()).toBe(binary)
})
