// Starts the built `tailrace serve` and reads the link it prints. Knows the command line, not the service behind it.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export interface ServeOptions {
  dataFolder: string
  /** environments and interpreters; by default the user's, so that a test need not make them again */
  cacheFolder?: string
  environment?: Record<string, string>
}

export interface Serving extends AsyncDisposable {
  /** the printed link, token included */
  readonly url: string
  readonly process: ChildProcess
  /** everything printed so far, on both streams */
  output(): string
  /** Ends it as Ctrl+C does; kills what has not ended after 15 s. May be called twice. */
  close(): Promise<void>
}

const entry = join(import.meta.dirname, '../../../out/node/tailrace.js')
const startDeadlineMs = 60_000
const endDeadlineMs = 15_000
/** Whitespace after it, because a chunk of output may end in the middle of the link. */
const link = /(http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost):\d+\/\S*)\s/

/** Needs a build (`npm test` makes one). */
export async function startServe(options: ServeOptions): Promise<Serving> {
  const child = spawn(process.execPath, [entry, 'serve', '--no-open'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...(options.cacheFolder === undefined ? {} : { TAILRACE_CACHE_DIR: options.cacheFolder }),
      TAILRACE_DATA_DIR: options.dataFolder,
      ...options.environment,
    },
  })
  const ended = once(child, 'exit')
  let text = ''
  const output = () => text
  const listen = (onOutput: () => void) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString()
        onOutput()
      })
    }
  }
  const close = async () => {
    const timer = setTimeout(() => child.kill('SIGKILL'), endDeadlineMs)
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT')
    await ended
    clearTimeout(timer)
  }
  try {
    const url = await readLink(listen, output, ended)
    return { url, process: child, output, close, [Symbol.asyncDispose]: close }
  } catch (error) {
    await close()
    throw new Error(`tailrace serve: ${String(error)}\n${text}`)
  }
}

async function readLink(
  listen: (onOutput: () => void) => void,
  output: () => string,
  ended: Promise<unknown>,
): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const timer = setTimeout(() => reject(new Error(`no link after ${startDeadlineMs} ms`)), startDeadlineMs)
  listen(() => {
    const [, url] = link.exec(output()) ?? []
    if (url !== undefined) resolve(url)
  })
  ended.then(() => reject(new Error('it ended before it served')), reject)
  try {
    return await promise
  } finally {
    clearTimeout(timer)
  }
}
