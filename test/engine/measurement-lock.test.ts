// One measurement at a time per host, across processes.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { acquireMeasurementLock, isMeasuring } from '../../src/engine/measurement-lock.ts'
import { scratchFolder } from '../core/runtime/process/scratch.ts'

const module = join(import.meta.dirname, '../../src/engine/measurement-lock.ts')

describe('the measurement lock', () => {
  it('is held by one run at a time', async () => {
    using folder = scratchFolder()
    {
      await using _lock = await acquireMeasurementLock(folder.path)
      expect(await isMeasuring(folder.path)).toBe(true)
      await expect(acquireMeasurementLock(folder.path)).rejects.toMatchObject({ code: 'run.busy' })
    }
    expect(await isMeasuring(folder.path)).toBe(false)
    await using _again = await acquireMeasurementLock(folder.path)
  })

  it('names the other process and since when, and is free when that one is killed', async () => {
    using folder = scratchFolder()
    const script = `import { acquireMeasurementLock } from ${JSON.stringify(module)}
      await acquireMeasurementLock(${JSON.stringify(folder.path)})
      process.stdout.write('held')
      setInterval(() => undefined, 1_000)`
    const other = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      await once(other.stdout, 'data')
      await expect(acquireMeasurementLock(folder.path)).rejects.toMatchObject({
        code: 'run.busy',
        message: expect.stringContaining(`process ${other.pid}, since 20`),
        context: { pid: other.pid },
      })
    } finally {
      other.kill('SIGKILL')
      await once(other, 'exit')
    }
    expect(await isMeasuring(folder.path)).toBe(false)
    await using _lock = await acquireMeasurementLock(folder.path)
  })
})
