// The lock file: one owner, recognised when it is dead.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lockOwner, tryOwnerLock } from '../../../../src/core/runtime/process/owner-lock.ts'
import { processStartTime } from '../../../../src/core/runtime/process/process-start-time.ts'
import { scratchFolder } from './scratch.ts'

const module = join(import.meta.dirname, '../../../../src/core/runtime/process/owner-lock.ts')

function taken(file: string): () => void {
  const attempt = tryOwnerLock(file)
  if (!attempt.acquired) throw new Error('expected to get the lock')
  return attempt.release
}

describe('a lock', () => {
  it('has one owner, and is free again after its release', () => {
    using folder = scratchFolder()
    const file = join(folder.path, 'lock')
    const release = taken(file)
    expect(tryOwnerLock(file)).toMatchObject({ acquired: false, owner: { pid: process.pid } })
    release()
    release()
    expect(lockOwner(file)).toBeNull()
    taken(file)()
    expect(readdirSync(folder.path)).toEqual([])
  })

  it('of a process that died is taken over', () => {
    using folder = scratchFolder()
    const file = join(folder.path, 'lock')
    const script = `import { tryOwnerLock } from ${JSON.stringify(module)}
      process.exit(tryOwnerLock(${JSON.stringify(file)}).acquired ? 0 : 1)`
    expect(spawnSync(process.execPath, ['--input-type=module', '-e', script]).status).toBe(0)
    expect(readdirSync(folder.path)).toEqual(['lock'])
    expect(lockOwner(file)).toBeNull()
    taken(file)()
  })

  it('whose process id now belongs to another process is taken over', () => {
    using folder = scratchFolder()
    const file = join(folder.path, 'lock')
    const other = { pid: process.pid, startTime: 'another', since: '2026-01-01T00:00:00Z', token: 'x' }
    writeFileSync(file, JSON.stringify(other))
    taken(file)()
  })

  it('with content nobody understands owns nothing', () => {
    using folder = scratchFolder()
    const file = join(folder.path, 'lock')
    writeFileSync(file, '{"pid": 1')
    taken(file)()
  })

  it('released by a former owner stays with the present one', () => {
    using folder = scratchFolder()
    const file = join(folder.path, 'lock')
    const release = taken(file)
    const other = { pid: process.pid, startTime: processStartTime(process.pid), since: 'now', token: 'other' }
    writeFileSync(file, JSON.stringify(other))
    release()
    expect(lockOwner(file)).toMatchObject({ token: 'other' })
  })

  it('left by a dead process goes to exactly one of many that want it', async () => {
    using folder = scratchFolder()
    const file = join(folder.path, 'lock')
    writeFileSync(file, JSON.stringify({ pid: 1, startTime: 'before', since: 'then', token: 'dead' }))
    const script = `import { tryOwnerLock } from ${JSON.stringify(module)}
      const got = tryOwnerLock(${JSON.stringify(file)}).acquired
      process.stdout.write(got ? 'got' : 'not')
      process.stdin.resume()`
    const children = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] }),
    )
    try {
      const answers = await Promise.all(
        children.map(async (child) => String((await once(child.stdout, 'data'))[0])),
      )
      expect(answers.filter((answer) => answer === 'got')).toHaveLength(1)
    } finally {
      for (const child of children) child.kill('SIGKILL')
    }
  })
})

describe('a start time', () => {
  it('is the same while the process lives and null when it is gone', async () => {
    const child = spawn('sleep', ['60'])
    await once(child, 'spawn')
    const pid = child.pid ?? 0
    const first = processStartTime(pid)
    expect(first).toMatch(/^\S+$/)
    expect(processStartTime(pid)).toBe(first)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(processStartTime(pid)).toBeNull()
  })
})
