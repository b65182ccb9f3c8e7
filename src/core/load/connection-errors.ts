// System error codes as the request errors users see. Knows no sockets.
import type { RequestError } from '../../model/generator.ts'

const connectErrors: Record<string, RequestError> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ETIMEDOUT: 'connect-timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  EADDRNOTAVAIL: 'ports-exhausted',
  ENOTFOUND: 'address-lookup',
  EAI_AGAIN: 'address-lookup',
}

/** While connecting. */
export function connectErrorOf(code: string): RequestError {
  return connectErrors[code] ?? 'socket'
}

/** On an open connection; `midResponse`: some of the response had arrived. */
export function readErrorOf(code: string, midResponse: boolean): RequestError {
  if (code === 'ECONNRESET' || code === 'EPIPE') return midResponse ? 'reset-mid-body' : 'reset'
  return code === 'ETIMEDOUT' ? 'timeout' : 'socket'
}
