// A display for windows: the one that is there, or a virtual one of our own on Linux. Knows nothing of what is drawn.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'

export interface Display extends AsyncDisposable {
  /** the value for DISPLAY; undefined where the platform has no such thing */
  readonly name: string | undefined
}

/** Starts Xvfb where no display is to be had; it picks a free number itself and tells it on file descriptor 3. */
export async function openDisplay(): Promise<Display> {
  const given = process.env.DISPLAY
  if (process.platform !== 'linux' || given)
    return { name: given, [Symbol.asyncDispose]: async () => undefined }

  const screen = ['-screen', '0', '1440x900x24', '-nolisten', 'tcp', '-displayfd', '3']
  const server = spawn('Xvfb', screen, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const ended = once(server, 'exit')
  const stop = async () => {
    if (server.exitCode === null && server.signalCode === null) server.kill('SIGTERM')
    await ended
  }
  try {
    const number = await firstLine(server.stdio[3], ended)
    return { name: `:${number}`, [Symbol.asyncDispose]: stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function firstLine(stream: unknown, ended: Promise<unknown>): Promise<string> {
  if (!isReadable(stream)) throw new Error('Xvfb has no pipe to tell its display number')
  const died = ended.then(() => Promise.reject(new Error('Xvfb ended before it had a display')))
  const read = async () => {
    let text = ''
    for await (const chunk of stream) {
      text += String(chunk)
      if (text.includes('\n')) return text.trim()
    }
    throw new Error('Xvfb closed its pipe before it had a display')
  }
  return Promise.race([read(), died])
}

function isReadable(stream: unknown): stream is Readable {
  return typeof stream === 'object' && stream !== null && Symbol.asyncIterator in stream
}
