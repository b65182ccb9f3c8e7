import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { getPriority } from 'node:os'
import { expect, it } from 'vitest'
import { raisePriority } from '../../../src/core/load/raise-priority.ts'

it('a process is put before the others where the host allows it, and is left in its place elsewhere', async () => {
  const child = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  await once(child, 'spawn')
  const ended = once(child, 'exit')
  try {
    const before = getPriority(child.pid)
    raisePriority(child.pid)
    const allowed = process.platform === 'win32' || process.getuid?.() === 0
    if (allowed) expect(getPriority(child.pid)).toBeLessThan(before)
    else expect(getPriority(child.pid)).toBe(before)
  } finally {
    child.kill('SIGKILL')
    await ended
  }
  expect(() => raisePriority(child.pid)).not.toThrow()
})
