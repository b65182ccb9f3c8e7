// Running tools: their end, their output, their cancellation.
import { describe, expect, it, vi } from 'vitest'
import { runCommand, runStep, toolEnvironment } from '../../../../src/core/runtime/process/command.ts'
import { groupMembers } from '../../../../src/core/runtime/process/process-group.ts'
import { notingReaper } from './scratch.ts'

const shell = (script: string) => ({ file: '/bin/sh', args: ['-c', script] })

describe('a command', () => {
  it('gives its exit code and output, whatever the code', async () => {
    const lines: string[] = []
    const command = { ...shell('echo one; echo two >&2; exit 3'), onLine: (line: string) => lines.push(line) }
    const context = { signal: new AbortController().signal, reaper: notingReaper() }
    const result = await runCommand(command, context)
    expect(result).toMatchObject({ code: 3, stdout: 'one' })
    expect(lines.sort()).toEqual(['one', 'two'])
  })

  it('that cannot be started has no exit code, and says why', async () => {
    const context = { signal: new AbortController().signal, reaper: notingReaper() }
    const result = await runCommand({ file: '/no/such/program', args: [] }, context)
    expect(result.code).toBeNull()
    expect(result.lastLines.join()).toContain('ENOENT')
  })

  it('that fails as a step is provision.failed with its last lines', async () => {
    const context = { signal: new AbortController().signal, reaper: notingReaper() }
    const failing = runStep('Compiling', shell('seq 1 100; echo no space left >&2; exit 1'), context)
    await expect(failing).rejects.toMatchObject({
      code: 'provision.failed',
      message: expect.stringMatching(/^Compiling ended with exit code 1:[\s\S]*no space left/),
      context: { exitCode: 1 },
    })
  })

  it('is guarded while it runs, and takes its descendants with it when it ends', async () => {
    const reaper = notingReaper()
    const context = { signal: new AbortController().signal, reaper }
    await runCommand(shell('sleep 60 >/dev/null 2>&1 & echo done'), context)
    expect(reaper.guarded.size).toBe(0)
    const [group = 0] = reaper.everGuarded
    expect(await groupMembers(group)).toEqual([])
  })

  it('that is cancelled throws run.cancelled once its whole group is gone', async () => {
    const cancel = new AbortController()
    const reaper = notingReaper()
    const onLine = () => cancel.abort()
    const stubborn = 'trap "" TERM; (trap "" TERM; sleep 60) & echo up; wait; sleep 60'
    const running = runCommand({ ...shell(stubborn), onLine }, { signal: cancel.signal, reaper })
    await expect(running).rejects.toMatchObject({ code: 'run.cancelled' })
    const [group = 0] = reaper.everGuarded
    expect(await groupMembers(group)).toEqual([])
    expect(reaper.guarded.size).toBe(0)
  })

  it('is not started after a cancel', async () => {
    const reaper = notingReaper()
    const running = runCommand(shell('true'), { signal: AbortSignal.abort(), reaper })
    await expect(running).rejects.toMatchObject({ code: 'run.cancelled' })
    expect(reaper.everGuarded.size).toBe(0)
  })
})

describe('the environment of tools', () => {
  it('keeps proxies and certificates and drops what leads a Python astray', () => {
    vi.stubEnv('HTTPS_PROXY', 'http://proxy.example:3128')
    vi.stubEnv('PYTHONHOME', '/nowhere')
    vi.stubEnv('VIRTUAL_ENV', '/some/venv')
    const environment = toolEnvironment()
    vi.unstubAllEnvs()
    expect(environment.HTTPS_PROXY).toBe('http://proxy.example:3128')
    expect(environment).not.toHaveProperty('PYTHONHOME')
    expect(environment).not.toHaveProperty('VIRTUAL_ENV')
  })
})
