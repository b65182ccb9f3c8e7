// Progress from what pip and uv print.
import { describe, expect, it } from 'vitest'
import type { ProvisionProgress } from '../../../../src/core/runtime/backend.ts'
import { PackageProgress } from '../../../../src/core/runtime/process/package-progress.ts'

const lock =
  'h11==0.16.0 \\\n    --hash=sha256:00\nuvicorn[standard]==0.54.0 \\\n    --hash=sha256:11\n# via h11==1\n'

function told(lines: readonly string[]): ProvisionProgress | undefined {
  const reports: ProvisionProgress[] = []
  const progress = new PackageProgress(lock, (report) => reports.push(report))
  progress.step('installing packages')
  for (const line of lines) progress.line(line)
  return reports.at(-1)
}

describe('package progress', () => {
  it('cannot tell a fraction before the first package', () => {
    expect(told([])).toMatchObject({ step: 'installing packages', fraction: null })
  })

  it('counts the packages of the lock file that pip has collected, and their megabytes', () => {
    const lines = ['Collecting h11==0.16.0', '  Downloading h11-0.16.0-py3-none-any.whl (37 kB)']
    expect(told(lines)).toMatchObject({ fraction: 0.5, detail: expect.stringContaining('0.0 MB') })
    expect(told([...lines, '  Downloading uvicorn.whl (2.3 MB)'])?.detail).toContain('2.3 MB')
  })

  it('understands what uv prints, and never claims to be done before it is', () => {
    const last = told(['Downloading uvloop (4.2MiB)', ' + h11==0.16.0', ' + uvicorn==0.54.0', ' + more==1'])
    expect(last).toMatchObject({ fraction: 0.99, detail: expect.stringContaining('4.2 MB') })
  })
})
