// Downloads: nothing under the final name but the right bytes.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { download } from '../../../../src/core/runtime/process/download.ts'
import { scratchFolder } from './scratch.ts'

const bytes = Buffer.alloc(300_000, 'tailrace')
const sha256 = createHash('sha256').update(bytes).digest('hex')

async function serving(listener: RequestListener): Promise<AsyncDisposable & { url: string }> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return { url: `http://127.0.0.1:${address.port}/file`, [Symbol.asyncDispose]: close }
}

describe('a download', () => {
  it('is there under its name once its hash is proved, and is not fetched again', async () => {
    using folder = scratchFolder()
    let asked = 0
    await using server = await serving((_, response) => {
      asked += 1
      response.end(bytes)
    })
    const file = join(folder.path, 'sub', 'file')
    const fractions: number[] = []
    const fetching = () =>
      download(
        { url: server.url, sha256, bytes: bytes.length },
        file,
        new AbortController().signal,
        (fraction) => fractions.push(fraction),
      )
    await fetching()
    await fetching()
    expect(readFileSync(file).equals(bytes)).toBe(true)
    expect(fractions.at(-1)).toBe(1)
    expect(asked).toBe(1)
  })

  it('with other bytes than expected fails and leaves nothing', async () => {
    using folder = scratchFolder()
    await using server = await serving((_, response) => response.end(Buffer.alloc(300_000, 'x')))
    const fetching = download(
      { url: server.url, sha256, bytes: bytes.length },
      join(folder.path, 'file'),
      new AbortController().signal,
      () => undefined,
    )
    await expect(fetching).rejects.toMatchObject({
      code: 'provision.failed',
      context: { expectedSha256: sha256 },
    })
    expect(readdirSync(folder.path)).toEqual([])
  })

  it('from a server that answers an error, or none at all, names the address', async () => {
    using folder = scratchFolder()
    await using server = await serving((_, response) => response.writeHead(404).end())
    for (const url of [server.url, 'http://127.0.0.1:1/file']) {
      const file = join(folder.path, 'file')
      const fetching = download(
        { url, sha256, bytes: 1 },
        file,
        new AbortController().signal,
        () => undefined,
      )
      await expect(fetching).rejects.toMatchObject({
        code: 'provision.failed',
        message: expect.stringContaining(url),
      })
    }
  })

  it('that is cancelled half-way leaves nothing', async () => {
    using folder = scratchFolder()
    await using server = await serving((_, response) => void response.write(bytes.subarray(0, 1_000)))
    const cancel = new AbortController()
    const fetching = download(
      { url: server.url, sha256, bytes: bytes.length },
      join(folder.path, 'file'),
      cancel.signal,
      () => cancel.abort(),
    )
    await expect(fetching).rejects.toMatchObject({ code: 'run.cancelled' })
    expect(readdirSync(folder.path)).toEqual([])
  })
})
