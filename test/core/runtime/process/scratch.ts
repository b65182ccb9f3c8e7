// Temporary folders and waiting by condition, for tests that start small real programs.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Reaper } from '../../../../src/core/runtime/backend.ts'

export interface Scratch extends Disposable {
  readonly path: string
}

/** A folder that is gone when the test is. */
export function scratchFolder(): Scratch {
  const path = mkdtempSync(join(tmpdir(), 'tailrace-test-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) }
}

/** Resolves when the condition holds; throws, naming it, after the deadline. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  deadlineMs = 20_000,
): Promise<void> {
  const deadline = performance.now() + deadlineMs
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Waited ${deadlineMs} ms in vain until ${what}`)
    await delay(10)
  }
}

/** A reaper that notes what it was told. */
export function notingReaper(): Reaper & {
  readonly guarded: Set<number>
  readonly everGuarded: Set<number>
} {
  const guarded = new Set<number>()
  const everGuarded = new Set<number>()
  return {
    guarded,
    everGuarded,
    guard: (group) => {
      guarded.add(group)
      everGuarded.add(group)
    },
    release: (group) => void guarded.delete(group),
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
