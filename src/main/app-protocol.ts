// app://tailrace/…: the renderer bundle under a standard, secure scheme of our own, never file://. Knows no window.
import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { contentSecurityPolicy, findFile } from '../engine/renderer-files.ts'

export const appOrigin = 'app://tailrace'
const scheme = 'app'

interface Served {
  status: number
  headers: Record<string, string>
  body: Buffer
}

/** Before `app` is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** After `app` is ready. `protocol.handle` came with Electron 25; older ones get the call it replaced. */
export function serveAppScheme(rendererFolder: string): void {
  if (typeof protocol.handle === 'function') {
    protocol.handle(scheme, async (request) => {
      const { status, headers, body } = await serve(rendererFolder, request.url)
      return new Response(new Uint8Array(body), { status, headers })
    })
    return
  }
  protocol.registerBufferProtocol(scheme, (request, callback) => {
    void serve(rendererFolder, request.url).then(({ status, headers, body }) =>
      callback({
        statusCode: status,
        headers,
        mimeType: headers['content-type'] ?? 'text/plain',
        data: body,
      }),
    )
  })
}

async function serve(rendererFolder: string, address: string): Promise<Served> {
  const url = new URL(address)
  const headers = {
    'content-security-policy': contentSecurityPolicy("'self'"),
    'x-content-type-options': 'nosniff',
  }
  try {
    const file = url.host === 'tailrace' ? await findFile(rendererFolder, url.pathname) : null
    if (file === null) return text(404, 'There is no such file.', headers)
    const body = await readFile(file.path)
    const type = { 'content-type': file.mediaType, 'cache-control': file.cacheControl }
    return { status: 200, headers: { ...headers, ...type }, body }
  } catch (error) {
    return text(500, String(error), headers)
  }
}

function text(status: number, message: string, headers: Record<string, string>): Served {
  return { status, headers: { ...headers, 'content-type': 'text/plain' }, body: Buffer.from(message) }
}
