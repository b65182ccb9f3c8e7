// (d) However the engine dies, no server survives it, and the run keeps what was measured.
import { join } from 'node:path'
import { expect } from 'vitest'
import { processIds } from '../support/leftover-processes.ts'
import { describeWith, itWith } from '../support/requirements.ts'
import { startTailrace, tailrace } from './support/command-line.ts'
import { measuredProcesses, waitFor } from './support/measured-processes.ts'
import { tempFolder } from './support/temp-folder.ts'

const needs = { linux: true } as const
const long = ['compare', '--contender', 'node-cluster', '--workload', 'hello', '--rate', '200'].concat(
  '--warm-up',
  '1',
  '--duration',
  '60',
  '--trials',
  '1',
)

describeWith(needs, 'an engine that is killed in the middle of a run', () => {
  itWith(
    needs,
    'leaves no server and no generator, and the run is marked interrupted with its data',
    async () => {
      await using folder = await tempFolder('killed')
      const place = { dataFolder: join(folder.path, 'data'), cwd: folder.path }
      const before = processIds()
      const run = startTailrace(long, place)
      await waitFor('measuring begins', () => run.stderr().includes('measur'), 60_000)
      await waitFor('server and generator run', () => measuredProcesses(before).length >= 2, 10_000)
      // a second and a half of windows, so that there is something to keep
      const since = performance.now()
      await waitFor('some windows', () => performance.now() - since > 2_500, 5_000)

      run.child.kill('SIGKILL')
      await run.finished
      await waitFor('every server and generator is gone', () => measuredProcesses(before).length === 0, 5_000)

      const list = await tailrace(['history', 'list', '--json'], place)
      const [summary] = JSON.parse(list.stdout).runs
      expect(summary).toMatchObject({ status: 'interrupted' })
      const shown = await tailrace(['history', 'show', summary.runId, '--json'], place)
      const result = JSON.parse(shown.stdout)
      expect(result.status).toBe('interrupted')
      expect(result.contenders[0].trials[0]).toMatchObject({ status: 'interrupted', valid: false })
      expect(result.contenders[0].trials[0].ok).toBeGreaterThan(100)
    },
  )

  itWith(needs, 'frees the host for the next measurement', async () => {
    await using folder = await tempFolder('killed')
    const place = { dataFolder: join(folder.path, 'data'), cwd: folder.path }
    const before = processIds()
    const first = startTailrace(long, place)
    await waitFor('a server runs', () => measuredProcesses(before).length >= 1, 60_000)

    const refused = await tailrace([...long, '--json'], place)
    expect(JSON.parse(refused.stdout).error.code).toBe('run.busy')

    first.child.kill('SIGKILL')
    await first.finished
    const next = await tailrace(
      ['compare', '--contender', 'node-single', '--workload', 'hello', '--rate', '50'].concat(
        '--warm-up',
        '1',
        '--duration',
        '1',
        '--trials',
        '1',
        '--json',
      ),
      place,
    )
    expect([0, 4], next.stderr).toContain(next.code)
  })
})

describeWith(needs, 'Ctrl+C', () => {
  itWith(needs, 'stops the run, keeps its data, leaves nothing running and exits with 130', async () => {
    await using folder = await tempFolder('cancelled')
    const place = { dataFolder: join(folder.path, 'data'), cwd: folder.path }
    const before = processIds()
    const run = startTailrace([...long, '--json'], place)
    await waitFor('server and generator run', () => measuredProcesses(before).length >= 2, 60_000)
    run.child.kill('SIGINT')
    const done = await run.finished
    expect(done.code, done.stderr).toBe(130)
    expect(measuredProcesses(before)).toEqual([])
    expect(JSON.parse(done.stdout).status).toBe('cancelled')
  })
})
