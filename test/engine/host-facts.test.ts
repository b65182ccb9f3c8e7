// What the machine is, checked against what Node itself knows of it.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { gatherHost, parseCpuList, powerSource } from '../../src/engine/host-facts.ts'
import { hostSchema } from '../../src/model/host.ts'
import { scratchFolder } from '../core/runtime/process/scratch.ts'
import { describeWith } from '../support/requirements.ts'

const module = join(import.meta.dirname, '../../src/engine/host-facts.ts')

describe('the host', () => {
  it('is described by facts that keep the model', async () => {
    const host = await gatherHost('1.2.3')
    expect(hostSchema.parse(host)).toEqual(host)
    expect(host.tailraceVersion).toBe('1.2.3')
    expect(host.cpus.length).toBeGreaterThanOrEqual(availableParallelism())
    expect(host.cores.flat().sort((a, b) => a - b)).toEqual(host.cpus)
    expect(host.memoryBytes).toBeGreaterThan(0)
    expect(host.memoryBytes).toBeLessThanOrEqual(totalmem())
  })

  it.each([
    ['0', [0]],
    ['0-3', [0, 1, 2, 3]],
    ['0-1,4,6-7\n', [0, 1, 4, 6, 7]],
    ['', []],
  ])('reads the kernel’s CPU list %j', (text, cpus) => {
    expect(parseCpuList(text)).toEqual(cpus)
  })
})

describeWith({ linux: true, taskset: true }, 'the CPUs', () => {
  it('are those this process may use, not those the machine has', async () => {
    const [first] = (await gatherHost('0')).cpus
    const script = `import { gatherHost } from ${JSON.stringify(module)}
      process.stdout.write(JSON.stringify(await gatherHost('0')))`
    const args = ['-c', String(first), process.execPath, '--input-type=module', '-e', script]
    const told = spawnSync('taskset', args, { encoding: 'utf8' })
    expect(hostSchema.parse(JSON.parse(told.stdout))).toMatchObject({
      cpus: [first],
      cores: [[first]],
      canPin: true,
    })
  })
})

describeWith({ linux: true }, 'the power source', () => {
  const supply = (folder: string, name: string, fields: Record<string, string>) => {
    mkdirSync(join(folder, name))
    for (const [field, value] of Object.entries(fields))
      writeFileSync(join(folder, name, field), `${value}\n`)
  }

  it('is mains when an adapter is online', async () => {
    using folder = scratchFolder()
    supply(folder.path, 'BAT0', { type: 'Battery', status: 'Charging' })
    supply(folder.path, 'AC', { type: 'Mains', online: '1' })
    expect(await powerSource(folder.path)).toBe('mains')
  })

  it('is battery when the battery discharges or the adapter is off', async () => {
    using folder = scratchFolder()
    supply(folder.path, 'BAT0', { type: 'Battery', status: 'Discharging' })
    expect(await powerSource(folder.path)).toBe('battery')
    using other = scratchFolder()
    supply(other.path, 'BAT0', { type: 'Battery', status: 'Unknown' })
    supply(other.path, 'AC', { type: 'Mains', online: '0' })
    expect(await powerSource(other.path)).toBe('battery')
  })

  it('is not told by the battery of a mouse, nor by nothing', async () => {
    using folder = scratchFolder()
    supply(folder.path, 'hid', { type: 'Battery', status: 'Discharging', scope: 'Device' })
    expect(await powerSource(folder.path)).toBe('unknown')
    expect(await powerSource(join(folder.path, 'missing'))).toBe('unknown')
  })
})
