// The renderer bundle as a shell serves it, to a window over Electron's protocol or to a browser over HTTP: only files
// inside its folder, with their media types and one content security policy. Knows neither Electron nor HTTP servers.
import { realpath, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'

const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

/** The same policy as in Electron; Mantine and Recharts set style attributes, hence `unsafe-inline` for styles only. */
export function contentSecurityPolicy(connect: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** A file name with a content hash, as the bundler writes them into assets/. */
const hashedName = /[/\\]assets[/\\].+-[\w-]{8,}\.\w+$/

export interface FoundFile {
  path: string
  bytes: number
  mediaType: string
  cacheControl: string
}

/** The file a request target names, or null: not there, or not inside `folder` (symbolic links resolved). */
export async function findFile(folder: string, target: string): Promise<FoundFile | null> {
  const pathname = decodePath(target)
  if (pathname === null) return null
  try {
    const root = await realpath(folder)
    const path = await realpath(join(root, pathname === '/' ? 'index.html' : pathname))
    if (!path.startsWith(root + sep)) return null
    const stats = await stat(path)
    const mediaType = mediaTypes[extname(path).toLowerCase()]
    if (!stats.isFile() || mediaType === undefined) return null
    const cacheControl = hashedName.test(path) ? 'public, max-age=31536000, immutable' : 'no-store'
    return { path, bytes: stats.size, mediaType, cacheControl }
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

function decodePath(target: string): string | null {
  const [path = '/'] = target.split(/[?#]/, 1)
  try {
    const decoded = decodeURIComponent(path)
    return decoded.startsWith('/') && !/[\0\\]/.test(decoded) ? decoded : null
  } catch {
    return null
  }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG'
}
