// What a build needs, on machines that lack it: what is said, and what root may do about it.
import { chmodSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { ensureBuildTools } from '../../../../src/core/runtime/process/build-tools.ts'
import { describeWith } from '../../../support/requirements.ts'
import { notingReaper, type Scratch, scratchFolder } from './scratch.ts'

const context = () => ({ signal: new AbortController().signal, reaper: notingReaper() })
const debian = { ID: 'debian', VERSION_CODENAME: 'trixie' }

/** The only folder on PATH; `names` are programs in it that succeed at everything. */
function pathWith(folder: Scratch, ...names: string[]): void {
  for (const name of names) program(folder, name, 'exit 0')
  vi.stubEnv('PATH', folder.path)
}

function program(folder: Scratch, name: string, script: string): void {
  writeFileSync(join(folder.path, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder.path, name), 0o755)
}

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

describeWith({ linux: true }, 'build tools', () => {
  it('that are all there need nothing', async () => {
    using folder = scratchFolder()
    pathWith(folder, 'cc', 'make', 'tar', 'xz')
    await expect(ensureBuildTools(debian, context(), () => undefined)).resolves.toBeUndefined()
  })

  it('that are missing are named with the exact command, where we are not root', async () => {
    using folder = scratchFolder()
    pathWith(folder, 'tar', 'xz', 'apt-get')
    vi.spyOn(process, 'getuid').mockReturnValue(1000)
    await expect(ensureBuildTools(debian, context(), () => undefined)).rejects.toMatchObject({
      code: 'provision.tools-missing',
      message: expect.stringContaining('a C compiler, make, OpenSSL headers'),
      hint: expect.stringContaining(
        'sudo apt-get install gcc libc6-dev make libssl-dev zlib1g-dev libffi-dev',
      ),
    })
    const fedora = { ID: 'fedora' }
    await expect(ensureBuildTools(fedora, context(), () => undefined)).rejects.toMatchObject({
      hint: expect.stringContaining('sudo dnf install gcc make openssl-devel'),
    })
  })

  it('are found by compiling, so that a header the compiler cannot see is missing', async () => {
    using folder = scratchFolder()
    pathWith(folder, 'make', 'tar', 'xz')
    program(folder, 'cc', 'read line; case "$line" in *openssl*) exit 1;; *) exit 0;; esac')
    vi.spyOn(process, 'getuid').mockReturnValue(1000)
    await expect(ensureBuildTools(debian, context(), () => undefined)).rejects.toMatchObject({
      context: { missing: ['OpenSSL headers'], command: 'sudo apt-get install libssl-dev' },
    })
  })

  it('are installed where we are root, and that is said', async () => {
    using folder = scratchFolder()
    pathWith(folder, 'tar', 'xz', 'make')
    symlinkSync('/bin/cp', join(folder.path, 'cp'))
    const log = join(folder.path, 'log')
    // Knows no package before its lists were updated, as in a fresh container.
    const [cc, lists] = [join(folder.path, 'cc'), join(folder.path, 'lists')]
    const install = `[ -e ${lists} ] || { echo "E: Unable to locate package"; exit 100; }; cp ${join(folder.path, 'make')} ${cc}`
    program(
      folder,
      'apt-get',
      `echo "$*" >> ${log}\ncase "$*" in *update*) : > ${lists};; *install*) ${install};; esac`,
    )
    vi.spyOn(process, 'getuid').mockReturnValue(0)
    const told: string[] = []
    await ensureBuildTools(debian, context(), (detail) => told.push(detail))
    const packages = 'gcc libc6-dev libssl-dev zlib1g-dev libffi-dev libbz2-dev liblzma-dev libsqlite3-dev'
    expect(readFileSync(log, 'utf8').split('\n')).toEqual([
      `-o DPkg::Lock::Timeout=120 install -y --no-install-recommends ${packages}`,
      'update',
      `-o DPkg::Lock::Timeout=120 install -y --no-install-recommends ${packages}`,
      '',
    ])
    expect(told[0]).toBe(`apt-get install ${packages}`)
  })
})
