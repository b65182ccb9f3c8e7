// One HTTP request written byte for byte: clients mend paths and headers that a test wants to be wrong.
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'

export interface RawAnswer {
  status: number
  headers: Map<string, string>
  body: string
}

export async function rawRequest(
  port: number,
  target: string,
  options: { host?: string | null; method?: string; headers?: Record<string, string> } = {},
): Promise<RawAnswer> {
  const host = options.host === undefined ? `127.0.0.1:${port}` : options.host
  const headers = { ...(host === null ? {} : { Host: host }), Connection: 'close', ...options.headers }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const socket = connect(port, '127.0.0.1')
  socket.write(`${[`${options.method ?? 'GET'} ${target} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`)
  const answer = await text(socket)
  const [head = '', ...body] = answer.split('\r\n\r\n')
  const [statusLine = '', ...fields] = head.split('\r\n')
  return {
    status: Number(statusLine.split(' ')[1]),
    headers: new Map(
      fields.map((field) => {
        const [name = '', ...value] = field.split(': ')
        return [name.toLowerCase(), value.join(': ')] as const
      }),
    ),
    body: body.join('\r\n\r\n'),
  }
}
