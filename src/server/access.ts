// Who may talk to the loopback server: the right Host (against DNS rebinding), the right Origin (against other
// pages), the right token (against other users of this machine). Pure.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

export const subprotocol = 'tailrace'
const tokenPrefix = `${subprotocol}.`

/** 32 random bytes, base64url. */
export function createToken(): string {
  return randomBytes(32).toString('base64url')
}

/** `host` is the Host header. */
export function hostAllowed(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`
}

/** Browsers always send Origin with a WebSocket upgrade, so one without it is refused too. */
export function originAllowed(origin: string | undefined, port: number): boolean {
  return origin === `http://127.0.0.1:${port}` || origin === `http://localhost:${port}`
}

/** `protocols` is the Sec-WebSocket-Protocol header: `tailrace, tailrace.<token>`, in any order. */
export function tokenOffered(protocols: string | undefined, token: string): boolean {
  const offered = (protocols ?? '').split(',').map((protocol) => protocol.trim())
  if (!offered.includes(subprotocol)) return false
  const given = offered.find((protocol) => protocol.startsWith(tokenPrefix))
  return given !== undefined && sameText(given.slice(tokenPrefix.length), token)
}

/** Takes the same time wherever the two differ; hashed first, because equal lengths are needed. */
function sameText(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(left), digest(right))
}
