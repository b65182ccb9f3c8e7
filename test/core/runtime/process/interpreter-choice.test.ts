// Choosing a Python by what it says when it is run, among programs that lie, fail or are something else.
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import {
  chooseInterpreter,
  type InterpreterWish,
  type PythonSettings,
} from '../../../../src/core/runtime/process/interpreter-choice.ts'
import { InterpreterProbes } from '../../../../src/core/runtime/process/interpreter-probe.ts'
import { describeWith } from '../../../support/requirements.ts'
import { notingReaper, type Scratch, scratchFolder } from './scratch.ts'

const ordinary: InterpreterWish = {
  range: { minimum: 11, maximum: 14 },
  freeThreaded: false,
  uvPresent: false,
}
const threaded: InterpreterWish = {
  range: { minimum: 13, maximum: 13 },
  freeThreaded: true,
  uvPresent: false,
}

/** A program that answers the probe as an interpreter of these properties would. */
function interpreter(folder: Scratch, name: string, properties: object): string {
  const facts = {
    implementation: 'cpython',
    version: '3.13.1',
    executable: join(folder.path, name),
    freeThreaded: false,
    gilEnabled: true,
    pgo: false,
    lto: false,
    configureArguments: '',
    ssl: true,
    venv: true,
    ...properties,
  }
  return program(folder, name, `echo 'a warning'; echo 'TAILRACE ${JSON.stringify(facts)}'`)
}

function program(folder: Scratch, name: string, script: string): string {
  const path = join(folder.path, name)
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}

/** Only these folders are searched, besides the system's own. */
async function choose(wish: InterpreterWish, folder: Scratch, settings: PythonSettings = {}) {
  vi.stubEnv('PATH', folder.path)
  vi.stubEnv('HOME', folder.path)
  vi.stubEnv('PYENV_ROOT', join(folder.path, 'pyenv'))
  vi.stubEnv('UV_PYTHON_INSTALL_DIR', join(folder.path, 'uv'))
  return chooseInterpreter(wish, {
    signal: new AbortController().signal,
    reaper: notingReaper(),
    probes: new InterpreterProbes(),
    cacheFolder: join(folder.path, 'cache'),
    settings,
  })
}

afterEach(() => vi.unstubAllEnvs())

describeWith({ linux: true }, 'the interpreter', () => {
  it('is the newest minor version that the lock file has wheels for', async () => {
    using folder = scratchFolder()
    interpreter(folder, 'python3.15', { version: '3.15.0' })
    interpreter(folder, 'python3.14', { version: '3.14.2' })
    interpreter(folder, 'python3.13', { version: '3.13.9' })
    expect((await choose(ordinary, folder)).interpreter?.version).toBe('3.14.2')
    const wish = { ...ordinary, range: { minimum: 11, maximum: 13 } }
    expect((await choose(wish, folder)).interpreter?.version).toBe('3.13.9')
  })

  it('is the optimised build among equal minor versions', async () => {
    using folder = scratchFolder()
    interpreter(folder, 'python3.14', { version: '3.14.9' })
    interpreter(folder, 'python3', { version: '3.14.2', pgo: true })
    expect((await choose(ordinary, folder)).interpreter).toMatchObject({ version: '3.14.2', pgo: true })
  })

  it('is never a shim that does not run, a wrong version under a right name, or a free-threaded build', async () => {
    using folder = scratchFolder()
    program(folder, 'python3.14', 'echo "pyenv: python3.14: command not found" >&2; exit 127')
    interpreter(folder, 'python3.13', { version: '3.10.4' })
    interpreter(folder, 'python3.12', { version: '3.12.1', freeThreaded: true, gilEnabled: false })
    interpreter(folder, 'python3.11', { version: '3.11.2', implementation: 'pypy' })
    const setting = interpreter(folder, 'mine', { version: '3.12.3' })
    const { rejected } = await choose(ordinary, folder)
    expect(rejected.map((one) => one.reason)).toEqual(
      expect.arrayContaining([
        'does not run (exit code 127): pyenv: python3.14: command not found',
        'cpython 3.10.4 is outside 3.11 to 3.14',
        'cpython 3.12.1 is a free-threaded build',
        'pypy 3.11.2 is not CPython',
      ]),
    )
    expect((await choose(ordinary, folder, { python: setting })).interpreter?.path).toBe(setting)
  })

  it('needs venv, unless uv is there to make environments', async () => {
    using folder = scratchFolder()
    const setting = interpreter(folder, 'bare', { venv: false })
    await expect(choose(ordinary, folder, { python: setting })).rejects.toMatchObject({
      code: 'provision.interpreter-missing',
      message: expect.stringContaining('no venv or ensurepip'),
    })
    const choice = await choose({ ...ordinary, uvPresent: true }, folder, { python: setting })
    expect(choice.interpreter?.path).toBe(setting)
  })

  it('of the settings is used or refused with the reason, never replaced by another', async () => {
    using folder = scratchFolder()
    interpreter(folder, 'python3.13', {})
    const old = interpreter(folder, 'old', { version: '3.9.1' })
    for (const [python, reason] of [
      [old, 'outside 3.11 to 3.14'],
      ['/no/such/python', 'there is no such file'],
    ]) {
      await expect(choose(ordinary, folder, { python: python ?? '' })).rejects.toMatchObject({
        code: 'provision.interpreter-missing',
        message: expect.stringContaining(reason ?? ''),
      })
    }
  })

  it('for free threading must have its GIL off', async () => {
    using folder = scratchFolder()
    const on = interpreter(folder, 'on', { freeThreaded: true, gilEnabled: true })
    await expect(choose(threaded, folder, { pythonFreeThreaded: on })).rejects.toMatchObject({
      message: expect.stringContaining('has its GIL on'),
    })
    interpreter(folder, 'python3.13t', { freeThreaded: true, gilEnabled: false })
    expect((await choose(threaded, folder)).interpreter?.path).toBe(join(folder.path, 'python3.13t'))
  })

  it('is asked again when the program behind the path has changed', async () => {
    using folder = scratchFolder()
    const probes = new InterpreterProbes()
    const context = { signal: new AbortController().signal, reaper: notingReaper() }
    const path = interpreter(folder, 'python', { version: '3.12.0' })
    expect(await probes.probe(path, context)).toMatchObject({ interpreter: { version: '3.12.0' } })
    expect(await probes.probe(path, context)).toMatchObject({ interpreter: { version: '3.12.0' } })
    program(folder, 'python', 'exit 1')
    expect(await probes.probe(path, context)).toMatchObject({ rejected: { path } })
  })
})
