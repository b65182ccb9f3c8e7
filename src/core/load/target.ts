// The address to load. Only this machine: Tailrace is a measuring tool, not a weapon.
import { lookup } from 'node:dns/promises'
import { BlockList, connect, isIP } from 'node:net'
import { TailraceError } from '../../model/errors.ts'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/**
 * The loopback IP address of `host`: itself, or what its name means here. A name may mean both ::1 and 127.0.0.1; the
 * first on which something listens is taken. Throws `load.target-not-loopback`.
 */
export async function resolveTarget(host: string, port: number): Promise<string> {
  const bare = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host
  const addresses = isIP(bare) === 0 ? await lookUp(bare) : [bare]
  for (const address of addresses) {
    if (!loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')) {
      throw new TailraceError(
        'load.target-not-loopback',
        `${host} is ${address}, which is not this machine's loopback.`,
        {
          context: { host, address },
        },
      )
    }
  }
  for (const address of addresses) {
    if (addresses.length === 1 || (await listens(address, port))) return address
  }
  return addresses[0] ?? bare
}

async function lookUp(name: string): Promise<string[]> {
  try {
    const found = await lookup(name, { all: true })
    return found.sort((a, b) => a.family - b.family).map((entry) => entry.address)
  } catch (cause) {
    throw new TailraceError(
      'load.target-not-loopback',
      `The name ${name} cannot be resolved on this machine.`,
      {
        context: { host: name },
        cause,
      },
    )
  }
}

function listens(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const answer = (value: boolean) => () => {
      socket.destroy()
      resolve(value)
    }
    socket.on('connect', answer(true))
    socket.on('error', answer(false))
  })
}
