// A process left behind is found by any trace of its run, and only while it lives.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, expect, it } from 'vitest'
import { findLeftovers, processIds, waitForNoLeftovers } from './leftover-processes.ts'
import { describeWith } from './requirements.ts'

const children: ChildProcess[] = []

/** A process that lives until it is killed and has told that it runs. */
async function start(args: string[], env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const program = 'process.stdout.write("up"); setInterval(() => undefined, 1000)'
  const child = spawn(process.execPath, ['-e', program, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  children.push(child)
  await once(child.stdout, 'data')
  return child
}

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
})

describeWith({ linux: true }, 'a leftover process', () => {
  it('is found by the mark in its environment, and gone after it ended', async () => {
    const mark = `mark-${process.pid}-environment`
    const search = { mark, folder: null, before: new Set<number>() }
    const child = await start([], { ...process.env, ANY: `x/${mark}/y` })
    expect(findLeftovers(search).map(({ pid }) => pid)).toEqual([child.pid])

    child.kill('SIGKILL')
    expect(await waitForNoLeftovers(search, 10_000)).toEqual([])
  })

  it('with a clean environment is found by the folder it was started from', async () => {
    const folder = `/folder-${process.pid}`
    const child = await start([`${folder}/guardian.ts`], {})
    const search = { mark: 'mark-nobody-has', folder, before: new Set<number>() }
    expect(findLeftovers(search)).toEqual([{ pid: child.pid, command: expect.stringContaining(folder) }])
  })

  it('does not mean one that ran before', async () => {
    const folder = `/folder-before-${process.pid}`
    await start([folder], {})
    expect(findLeftovers({ mark: 'mark-nobody-has', folder, before: processIds() })).toEqual([])
  })

  it('is reported when it does not end in time', async () => {
    const mark = `mark-${process.pid}-late`
    const child = await start([mark], {})
    const found = await waitForNoLeftovers({ mark, folder: null, before: new Set() }, 100)
    expect(found.map(({ pid }) => pid)).toEqual([child.pid])
  })
})
