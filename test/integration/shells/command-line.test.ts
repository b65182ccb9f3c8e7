// The command line over real servers and the real generator. The runtimes themselves are compared in test/e2e.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { resultSchema } from '../../../src/model/result.ts'
import { type TempFolder, tempFolder } from '../../e2e/support/temp-folder.ts'

const entry = join(import.meta.dirname, '../../../src/cli/index.ts')
let folder: TempFolder

beforeAll(async () => {
  folder = await tempFolder('command-line')
})
afterAll(() => folder[Symbol.asyncDispose]())

function tailrace(...args: string[]): ChildProcess {
  return spawn(process.execPath, [entry, ...args], {
    cwd: folder.path,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TAILRACE_DATA_DIR: folder.path, TAILRACE_CACHE_DIR: folder.path },
  })
}

async function finished(child: ChildProcess) {
  if (child.stdout === null || child.stderr === null) throw new Error('the streams are pipes')
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { code: Number(code), out, err }
}

describe('tailrace drive', () => {
  let server: Server
  let port = 0
  let served = 0
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/counted') served += 1
      response.statusCode = request.url === '/broken' ? 503 : 200
      response.end('ok')
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    port = typeof address === 'object' && address !== null ? address.port : 0
  })
  afterAll(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })

  test('sends what the schedule says, and counts what the server counted', async () => {
    const url = `http://127.0.0.1:${port}/counted`
    const args = ['--rate', '100', '--duration', '2', '--warm-up', '0', '--json', '--out', 'out']
    const { code, out } = await finished(tailrace('drive', url, ...args))
    // 4: on a busy machine the ruler may have been disturbed, which is said and not hidden
    expect([0, 4]).toContain(code)
    const result = resultSchema.parse(JSON.parse(out))
    const [contender] = result.contenders
    expect(contender).toMatchObject({ requests: 200, ok: 200, failed: 0, abandoned: 0, intendedRate: 100 })
    expect(served).toBe(200)
    expect(result.files).toContain(join('out', 'summary.csv'))
    expect(await readFile(join(folder.path, 'out', 'summary.csv'), 'utf8')).toContain('response_us')
    expect(JSON.parse(await readFile(join(folder.path, 'out', 'result.json'), 'utf8'))).toMatchObject({
      runId: result.runId,
    })
  })

  test('fails an objective on errors, and names them', async () => {
    const url = `http://127.0.0.1:${port}/broken`
    const { code, out } = await finished(
      tailrace(
        'drive',
        url,
        '--burst',
        '20',
        '--warm-up',
        '0',
        '--duration',
        '1',
        '--fail-on',
        'errors > 1%',
      ),
    )
    expect([1, 4]).toContain(code)
    expect(out).toContain('status-503 20')
    expect(out).toMatch(/failed +127\.0\.0\.1:\d+\/broken: errors 100\.00 %, at most 1\.00 %/)
  })

  test('ends with 130 on Ctrl-C, keeps what it has and leaves no process', async () => {
    const child = tailrace('drive', `http://127.0.0.1:${port}/`, '--rate', '50', '--duration', '60', '--json')
    const ended = finished(child)
    await vi.waitFor(() => expect(descendants(child.pid ?? 0).join()).toContain('generator'), {
      timeout: 20_000,
    })
    const pids = descendants(child.pid ?? 0).map((line) => Number(line.split(' ')[0]))
    child.kill('SIGINT')
    const { code, out } = await ended
    expect(code).toBe(130)
    expect(JSON.parse(out)).toMatchObject({ status: 'cancelled' })
    expect(pids.filter(isAlive)).toEqual([])
  })
})

describe('tailrace compare', () => {
  const quick = [
    '--contender',
    'node-single',
    '--workload',
    'hello',
    '--rate',
    '50',
    '--trials',
    '1',
    '--warm-up',
    '0',
  ]

  test('measures, writes its files, and tells the run again later', async () => {
    const run = await finished(tailrace('compare', ...quick, '--duration', '1', '--json'))
    expect([0, 4]).toContain(run.code)
    const result = resultSchema.parse(JSON.parse(run.out))
    expect(result.contenders).toMatchObject([{ id: 'node-single', requests: 50, ok: 50 }])
    expect(result.files).toHaveLength(5)
    for (const file of result.files) await readFile(join(folder.path, file))
    expect(run.err).toContain('trial 1/1')
    const again = await finished(tailrace('history', 'show', result.runId, '--json'))
    expect(JSON.parse(again.out)).toEqual({ ...result, files: [] })
    const csv = await finished(tailrace('export', result.runId, '--format', 'summary.csv', '--out', '-'))
    const written = result.files.find((file) => file.endsWith('summary.csv')) ?? ''
    expect(csv.out).toBe(await readFile(join(folder.path, written), 'utf8'))
    expect((await finished(tailrace('history', 'delete', result.runId))).code).toBe(0)
    expect((await finished(tailrace('history', 'show', result.runId))).code).toBe(2)
  })

  test('ends with 130 on Ctrl-C in the middle of a trial, and no server is left', async () => {
    const child = tailrace('compare', ...quick, '--duration', '60')
    const ended = finished(child)
    await vi.waitFor(() => expect(descendants(child.pid ?? 0).join()).toContain('generator'), {
      timeout: 20_000,
    })
    const pids = descendants(child.pid ?? 0).map((line) => Number(line.split(' ')[0]))
    child.kill('SIGINT')
    const { code, err } = await ended
    expect(code).toBe(130)
    expect(err).toContain('Stopping')
    expect(pids.length).toBeGreaterThanOrEqual(3)
    expect(pids.filter(isAlive)).toEqual([])
  })
})

/** `pid command` of everything below a process. */
function descendants(pid: number): string[] {
  const rows = spawnSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).stdout.split('\n')
  const all = rows.flatMap((row) => {
    const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row)
    return match === null ? [] : [{ pid: Number(match[1]), parent: Number(match[2]), args: match[3] ?? '' }]
  })
  const below = (parent: number): string[] =>
    all.filter((row) => row.parent === parent).flatMap((row) => [`${row.pid} ${row.args}`, ...below(row.pid)])
  return below(pid)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
