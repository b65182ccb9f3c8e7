// The renderer bundle over HTTP, with headers that keep the page to itself. Nothing in it is secret: no token is asked.
import { createReadStream } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { contentSecurityPolicy, findFile } from '../engine/renderer-files.ts'

/** Answers GET and HEAD with a file of `folder`; everything else with a short text. */
export async function serveFile(
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
  connect: string,
): Promise<void> {
  response.setHeader('content-security-policy', contentSecurityPolicy(connect))
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('referrer-policy', 'no-referrer')
  response.setHeader('cross-origin-opener-policy', 'same-origin')
  response.setHeader('cross-origin-resource-policy', 'same-origin')
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD')
    answerText(response, 405, 'Only GET and HEAD are served here.')
    return
  }
  const file = await findFile(folder, request.url ?? '/')
  if (file === null) {
    answerText(response, 404, 'There is no such file.')
    return
  }
  response.writeHead(200, {
    'content-type': file.mediaType,
    'content-length': file.bytes,
    'cache-control': file.cacheControl,
  })
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  const stream = createReadStream(file.path, { end: Math.max(file.bytes - 1, 0) })
  response.on('close', () => stream.destroy())
  stream.on('error', () => response.destroy())
  stream.pipe(response)
}

export function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  response.end(`${text}\n`)
}
