// Fetches one file and proves its SHA-256 before anyone sees it under its name.
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { TailraceError } from '../../../model/errors.ts'
import { throwIfCancelled } from './command.ts'

export interface Source {
  url: string
  /** lower-case hex */
  sha256: string
  bytes: number
}

/** Throws `provision.failed` where the server does not answer or the bytes are not the expected ones. */
export async function download(
  source: Source,
  file: string,
  signal: AbortSignal,
  onProgress: (fraction: number, detail: string) => void,
): Promise<void> {
  if ((await sizeOf(file)) === source.bytes) return
  await mkdir(dirname(file), { recursive: true })
  const partial = `${file}.${process.pid}.partial`
  try {
    await fetchInto(source, partial, signal, onProgress)
    await rename(partial, file)
  } catch (error) {
    throwIfCancelled(signal)
    if (error instanceof TailraceError) throw error
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : ''
    throw new TailraceError('provision.failed', `Download of ${source.url} failed: ${error}${cause}`, {
      context: { url: source.url },
      cause: error,
    })
  } finally {
    await rm(partial, { force: true })
  }
}

async function fetchInto(
  source: Source,
  partial: string,
  signal: AbortSignal,
  onProgress: (fraction: number, detail: string) => void,
): Promise<void> {
  const response = await fetch(source.url, { signal })
  if (!response.ok || response.body === null) {
    throw new TailraceError('provision.failed', `${source.url} answered ${response.status}`)
  }
  const hash = createHash('sha256')
  let received = 0
  const measured = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      hash.update(chunk)
      received += chunk.byteLength
      onProgress(received / source.bytes, `${megabytes(received)} of ${megabytes(source.bytes)} MB`)
      yield chunk
    }
  }
  await pipeline(response.body, measured, createWriteStream(partial), { signal })
  const actual = hash.digest('hex')
  if (actual !== source.sha256) {
    throw new TailraceError('provision.failed', `${source.url} is not the file expected`, {
      hint: 'A proxy or mirror changed it, or it is damaged; try another network.',
      context: { expectedSha256: source.sha256, actualSha256: actual },
    })
  }
}

async function sizeOf(file: string): Promise<number | null> {
  return (await stat(file).catch(() => null))?.size ?? null
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1)
}
