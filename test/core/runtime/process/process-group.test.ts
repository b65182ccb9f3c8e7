// Ending process groups: every member, however stubborn.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { endGroup, groupMembers } from '../../../../src/core/runtime/process/process-group.ts'
import { describeWith } from '../../../support/requirements.ts'
import { until } from './scratch.ts'

/** A shell in a group of its own, and the lines it prints. */
function startGroup(script: string): { pid: number; ready: Promise<unknown> } {
  const child = spawn('/bin/sh', ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] })
  if (child.pid === undefined) throw new Error('no shell')
  return { pid: child.pid, ready: once(child.stdout, 'data') }
}

describeWith({ linux: true }, 'a process group', () => {
  it('has its leader and every descendant as members', async () => {
    const { pid, ready } = startGroup('sleep 60 & (sleep 60 & sleep 60) & echo up; wait')
    await ready
    await until('all have forked', async () => (await groupMembers(pid)).length >= 4)
    expect(await groupMembers(pid)).toContain(pid)
    await endGroup(pid, 1_000)
    expect(await groupMembers(pid)).toEqual([])
  })

  it('ends although a member ignores SIGTERM', async () => {
    const { pid, ready } = startGroup(
      'trap "" TERM; sh -c \'trap "" TERM; sleep 60; sleep 60\' & echo up; wait; sleep 60',
    )
    await ready
    await endGroup(pid, 50)
    expect(await groupMembers(pid)).toEqual([])
  })

  it('ends although its leader is gone', async () => {
    const { pid, ready } = startGroup('sleep 60 & echo up')
    await ready
    await until('the leader is gone', async () => !(await groupMembers(pid)).includes(pid))
    expect(await groupMembers(pid)).toHaveLength(1)
    await endGroup(pid, 1_000)
    expect(await groupMembers(pid)).toEqual([])
  })

  it('that is gone already ends at once', async () => {
    const { pid, ready } = startGroup('echo up')
    await ready
    await until('it is gone', async () => (await groupMembers(pid)).length === 0)
    await expect(endGroup(pid, 1_000)).resolves.toBeUndefined()
  })
})
