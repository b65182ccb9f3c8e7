// What is measured is durable within a second, however the measuring process ends.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStore } from '../../../src/core/store/store.ts'

const writer = join(import.meta.dirname, '..', '..', 'fixtures', 'killed-writer.ts')
let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tailrace-killed-'))
  file = join(folder, 'tailrace.sqlite')
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function openedStore() {
  const store = openStore(file)
  return { ...store, [Symbol.dispose]: store.close }
}

describe('a process killed while measuring', () => {
  it('leaves all but the last second of what it measured', async () => {
    const child = spawn(process.execPath, [writer, file], { stdio: ['ignore', 'pipe', 'inherit'] })
    let written = 0
    try {
      // 60 windows at 25 ms: at least three flushes have come and gone.
      for await (const line of createInterface({ input: child.stdout })) {
        written = Number(line)
        if (written >= 60) break
      }
    } finally {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    }
    using store = openedStore()
    expect(store.markInterrupted()).toEqual(['killed'])
    const windows = store.readRun('killed')?.trials[0]?.windows ?? []
    // Windows are written every 25 ms and at most a second is lost.
    expect(windows.length).toBeGreaterThanOrEqual(written - 40)
    expect(windows.map((window) => window.index)).toEqual(windows.map((_, index) => index))
  })
})
