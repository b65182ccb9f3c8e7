// A loopback port that nobody listens on now. Somebody may take it before the server does: its start then fails
// and says so.
import { createServer } from 'node:net'
import { TailraceError } from '../../../model/errors.ts'

export async function freePort(host: string): Promise<number> {
  const server = createServer()
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port: 0, exclusive: true }, () => {
      const address = server.address()
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port)
        else reject(new TailraceError('internal', 'A listening socket has no port'))
      })
    })
  })
}
