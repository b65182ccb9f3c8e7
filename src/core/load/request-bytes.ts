// The request as bytes, made once per trial (RFC 9112 §3). Knows no sockets.

import { TailraceError } from '../../model/errors.ts'
import type { LoadSpec } from '../../model/generator.ts'

const forbidden = new Set(['host', 'connection', 'content-length', 'transfer-encoding'])

/** Throws `load.invalid` for what cannot stand in a request head, or would change its framing. */
export function requestBytes(spec: Pick<LoadSpec, 'host' | 'port' | 'method' | 'path' | 'headers'>): Buffer {
  if (!/^[!-~]+$/.test(spec.path)) {
    throw new TailraceError(
      'load.invalid',
      `The path ${JSON.stringify(spec.path)} must be printable ASCII without blanks.`,
    )
  }
  const host = spec.host.includes(':') ? `[${spec.host}]` : spec.host
  const lines = [`${spec.method} ${spec.path} HTTP/1.1`, `Host: ${host}:${spec.port}`]
  for (const [name, value] of Object.entries(spec.headers)) {
    checkHeader(name, value)
    lines.push(`${name}: ${value}`)
  }
  // A POST or PUT says how long its body is even when it has none.
  if (spec.method === 'POST' || spec.method === 'PUT') lines.push('Content-Length: 0')
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
}

function checkHeader(name: string, value: string): void {
  const shown = JSON.stringify(`${name}: ${value}`)
  if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name) || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
    throw new TailraceError('load.invalid', `The header ${shown} holds characters HTTP does not allow.`)
  }
  if (forbidden.has(name.toLowerCase())) {
    throw new TailraceError('load.invalid', `The header ${shown} is set by Tailrace itself.`)
  }
}
