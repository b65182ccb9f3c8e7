// The guardian outlives the engine by a moment, and nothing it guards outlives the guardian.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, expect, it } from 'vitest'
import { z } from 'zod'
import { endGroup, groupMembers } from '../../src/core/runtime/process/process-group.ts'
import { processStartTime } from '../../src/core/runtime/process/process-start-time.ts'
import { isRunning, until } from '../core/runtime/process/scratch.ts'
import { describeWith } from '../support/requirements.ts'

const idsSchema = z.object({ guardian: z.number(), kept: z.number(), released: z.number() })
const guardianEntry = join(import.meta.dirname, '../../src/engine/guardian.ts')
const started: number[] = []

afterEach(async () => {
  for (const group of started.splice(0)) await endGroup(group, 0)
})

async function startParent(): Promise<{ parent: ChildProcess; ids: z.infer<typeof idsSchema> }> {
  const entry = join(import.meta.dirname, 'guardian-parent.ts')
  const parent = spawn(process.execPath, [entry], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = await once(createInterface({ input: parent.stdout }), 'line')
  const ids = idsSchema.parse(JSON.parse(String(line)))
  started.push(ids.guardian, ids.kept, ids.released)
  await until('the guarded group is complete', async () => (await groupMembers(ids.kept)).length >= 3)
  return { parent, ids }
}

const emptied = (group: number) => async () => (await groupMembers(group)).length === 0

describeWith({ linux: true }, 'the guardian', () => {
  it('kills every guarded group when the engine is killed, and ends', async () => {
    const { parent, ids } = await startParent()
    parent.kill('SIGKILL')
    await until('the guarded group is gone', emptied(ids.kept), 2_000)
    await until('the guardian is gone', emptied(ids.guardian), 2_000)
    expect(await groupMembers(ids.released)).toContain(ids.released)
  })

  it('survives what a terminal sends, and still does its work', async () => {
    const { parent, ids } = await startParent()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(ids.guardian, signal)
    expect(isRunning(ids.guardian)).toBe(true)
    parent.kill('SIGKILL')
    await until('the guarded group is gone', emptied(ids.kept), 2_000)
    await until('the guardian is gone', emptied(ids.guardian), 2_000)
  })

  it('is in a session of its own, out of reach of the engine’s process group', async () => {
    const { parent, ids } = await startParent()
    expect(await groupMembers(ids.guardian)).toEqual([ids.guardian])
    parent.kill('SIGKILL')
    await until('the guardian is gone', emptied(ids.guardian), 2_000)
  })

  it('ends with the engine when it is stopped', async () => {
    const { parent, ids } = await startParent()
    parent.stdin?.end()
    await once(parent, 'exit')
    expect(await groupMembers(ids.guardian)).toEqual([])
  })

  it('leaves a process alone that only has the id of a former leader', async () => {
    const [stranger, ours] = await Promise.all([startSleeper(), startSleeper()])
    const guardian = spawn(process.execPath, [guardianEntry], { stdio: ['pipe', 'ignore', 'inherit'] })
    guardian.stdin.end(`+${stranger} 0:12345\nnonsense\n+1 x\n+${ours} ${processStartTime(ours)}\n`)
    await once(guardian, 'exit')
    await until('the guarded one is gone', emptied(ours), 2_000)
    expect(await groupMembers(stranger)).toEqual([stranger])
  })
})

async function startSleeper(): Promise<number> {
  const child = spawn('sleep', ['300'], { detached: true, stdio: 'ignore' })
  await once(child, 'spawn')
  const pid = child.pid ?? 0
  started.push(pid)
  return pid
}
