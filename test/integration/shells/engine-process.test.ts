import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test, vi } from 'vitest'
import { findInstallation } from '../../../src/engine/installation.ts'
import { type EngineProcess, type EngineStart, startEngine } from '../../../src/engine/starter.ts'
import { type TempFolder, tempFolder } from '../../e2e/support/temp-folder.ts'

const installation = findInstallation()

async function withEngineProcess(
  work: (engine: EngineProcess, states: string[], folder: TempFolder) => Promise<void>,
  options: Partial<EngineStart> = {},
): Promise<void> {
  await using folder = await tempFolder('engine')
  const engine = startEngine({
    installation,
    nodePath: process.execPath,
    environment: { ...process.env, TAILRACE_DATA_DIR: folder.path, TAILRACE_CACHE_DIR: folder.path },
    backOffMs: () => 20,
    ...options,
  })
  const states: string[] = []
  engine.onEvent((name, payload) => {
    if (name === 'engine') states.push(JSON.stringify(payload))
  })
  try {
    await work(engine, states, folder)
  } finally {
    await engine.stop()
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('an engine that is killed is started again, and what was asked of it fails with ipc.engine-gone', async () => {
  await withEngineProcess(async (engine, states) => {
    await engine.handle('engine.info', {})
    const first = engine.pid ?? 0
    process.kill(first, 'SIGSTOP')
    const asked = expect(engine.handle('history.list', {})).rejects.toMatchObject({ code: 'ipc.engine-gone' })
    process.kill(first, 'SIGKILL')
    await asked
    // made while it is away: waits for the next one
    await expect(engine.handle('history.list', {})).resolves.toEqual([])
    expect(engine.pid).not.toBe(first)
    expect(states).toEqual(['{"state":"restarting"}', '{"state":"ready"}'])
  })
})

test('an engine that keeps dying is given up with a reason', async () => {
  await withEngineProcess(
    async (engine, states) => {
      await vi.waitFor(() => expect(states.at(-1)).toBe('{"state":"stopped"}'), { timeout: 20_000 })
      await expect(engine.handle('engine.info', {})).rejects.toMatchObject({
        code: 'ipc.engine-gone',
        message: expect.stringContaining('exit code'),
      })
      expect(engine.pid).toBeNull()
    },
    { installation: { root: installation.root, entry: () => '/nonexistent/engine.js' }, restarts: 2 },
  )
})

test('a Node that is not there is an error of the engine, not of the shell', async () => {
  await withEngineProcess(
    async (engine, states) => {
      await vi.waitFor(() => expect(states.at(-1)).toBe('{"state":"stopped"}'), { timeout: 20_000 })
      await expect(engine.handle('engine.info', {})).rejects.toMatchObject({ code: 'ipc.engine-gone' })
    },
    { nodePath: '/nonexistent/node', restarts: 1 },
  )
})

test('stop ends the process, and asking afterwards is a coded error', async () => {
  await withEngineProcess(async (engine, states) => {
    await engine.handle('engine.info', {})
    const pid = engine.pid ?? 0
    await Promise.all([engine.stop(), engine.stop()])
    expect(isAlive(pid)).toBe(false)
    expect(states).toEqual([])
    await expect(engine.handle('engine.info', {})).rejects.toMatchObject({ code: 'ipc.engine-gone' })
  })
})

test('stop while it is being started again leaves nothing behind', async () => {
  await withEngineProcess(
    async (engine) => {
      await engine.handle('engine.info', {})
      process.kill(engine.pid ?? 0, 'SIGKILL')
      await vi.waitFor(() => expect(engine.pid).toBeNull())
      const asked = expect(engine.handle('engine.info', {})).rejects.toMatchObject({
        code: 'ipc.engine-gone',
      })
      await engine.stop()
      await asked
      expect(engine.pid).toBeNull()
    },
    { backOffMs: () => 60_000 },
  )
})

test('the engine goes when its parent is gone, however it went', async () => {
  await using folder = await tempFolder('engine')
  const parent = spawn(
    process.execPath,
    ['--input-type=module', '-e', parentScript(installation.entry('engine'))],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, TAILRACE_DATA_DIR: folder.path, TAILRACE_CACHE_DIR: folder.path },
    },
  )
  const [line] = await once(parent.stdout, 'data')
  const engine = Number(String(line))
  expect(isAlive(engine)).toBe(true)
  parent.kill('SIGKILL')
  await vi.waitFor(() => expect(isAlive(engine)).toBe(false), { timeout: 20_000 })
})

/** Starts the engine, waits for its first answer, prints its pid, and stays. */
function parentScript(entry: string): string {
  return `
    import { spawn } from 'node:child_process'
    const engine = spawn(process.execPath, [${JSON.stringify(entry)}], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    engine.once('message', () => console.log(engine.pid))
    engine.send({ kind: 'request', id: 1, name: 'engine.info', params: {} })
  `
}

test('a data folder that cannot be used is told with its code, and the engine stays', async () => {
  await withEngineProcess(
    async (engine) => {
      await expect(engine.handle('engine.info', {})).rejects.toMatchObject({ code: 'store.failed' })
      await expect(engine.handle('history.list', {})).rejects.toMatchObject({ code: 'store.failed' })
    },
    {
      environment: {
        ...process.env,
        TAILRACE_DATA_DIR: '/dev/null/data',
        TAILRACE_CACHE_DIR: '/dev/null/cache',
      },
    },
  )
})
