// Reads the few header values a client must act on, from bytes and without strings (RFC 9110 §5.6, §8.6). Pure.

const SP = 32
const HT = 9
const COMMA = 44
/** Lengths are 64 bits wide, as in Node's parser. */
export const lengthLimit = 2 ** 64

/** 1 where the byte may stand in a token, such as a field name (RFC 9110 §5.6.2). */
export const isToken = new Uint8Array(256)
for (const byte of Buffer.from(
  "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
)) {
  isToken[byte] = 1
}

/** The end of the value without its trailing blanks. */
export function trimmedLength(value: Uint8Array, length: number): number {
  let end = Math.min(length, value.length)
  while (end > 0 && (value[end - 1] === SP || value[end - 1] === HT)) end--
  return end
}

/** A Content-Length as a number; -1 where it is not one. No body is ever so long that it would not be exact. */
export function readLength(value: Uint8Array, length: number): number {
  const end = trimmedLength(value, length)
  if (end === 0) return -1
  let result = 0
  for (let index = 0; index < end; index++) {
    const byte = value[index] ?? 0
    if (byte < 48 || byte > 57) return -1
    result = result * 10 + (byte - 48)
    if (result >= lengthLimit) return -1
  }
  return result
}

/** Whether the comma-separated list holds the token (lower case), whatever its case there. */
export function hasToken(value: Uint8Array, length: number, token: Uint8Array): boolean {
  const end = trimmedLength(value, length)
  let start = 0
  while (start <= end) {
    let stop = start
    while (stop < end && value[stop] !== COMMA) stop++
    if (isMember(value, start, stop, token)) return true
    start = stop + 1
  }
  return false
}

/** Whether the last member of the list is the token (lower case). */
export function endsWithToken(value: Uint8Array, length: number, token: Uint8Array): boolean {
  const end = trimmedLength(value, length)
  let start = end
  while (start > 0 && value[start - 1] !== COMMA) start--
  return isMember(value, start, end, token)
}

export function equalBytes(value: Uint8Array, length: number, wanted: Uint8Array): boolean {
  if (length !== wanted.length) return false
  for (let index = 0; index < length; index++) {
    if (value[index] !== wanted[index]) return false
  }
  return true
}

function isMember(value: Uint8Array, start: number, stop: number, token: Uint8Array): boolean {
  let from = start
  let to = stop
  while (from < to && (value[from] === SP || value[from] === HT)) from++
  while (to > from && (value[to - 1] === SP || value[to - 1] === HT)) to--
  if (to - from !== token.length) return false
  for (let index = 0; index < token.length; index++) {
    if (((value[from + index] ?? 0) | 0x20) !== token[index]) return false
  }
  return true
}
