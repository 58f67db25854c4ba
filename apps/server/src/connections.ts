import type { Server } from 'node:http'
import { isIPv6, type Socket } from 'node:net'
import { LIMITS } from '@isola/domain'

/** Twice as many as calls may wait and streams be open. Beyond this the process runs out of memory. */
const MOST_CONNECTIONS = 2 * LIMITS.waits
/** A fraction of them, so that no host takes the room of all others. */
const MOST_OF_ONE_ADDRESS = 1_000

/**
 * Destroys new connections of a client that has its share open. Clients are told apart by IPv4 address or IPv6 /64, which
 * is the least that a subscriber is given.
 * @param isExempt this machine and trusted proxies, behind which there are many clients
 */
export function limitConnections(
  server: Server,
  isExempt: (address: string) => boolean,
  most = MOST_OF_ONE_ADDRESS,
): void {
  server.maxConnections = MOST_CONNECTIONS
  const open = new Map<string, number>()
  server.on('connection', (socket: Socket) => {
    const { remoteAddress } = socket
    if (!remoteAddress || isExempt(remoteAddress)) return
    const network = networkOf(remoteAddress)
    const count = open.get(network) ?? 0
    if (count >= most) {
      socket.destroy()
      return
    }
    open.set(network, count + 1)
    socket.once('close', () => {
      const left = (open.get(network) ?? 0) - 1
      if (left > 0) open.set(network, left)
      else open.delete(network)
    })
  })
}

/** An IPv4 address, also where a socket for both families writes it as IPv6; of any other IPv6 address the first 64 bits. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped || !isIPv6(address)) return mapped ?? address
  const [head = '', tail] = address.split('%', 1)[0]?.split('::') ?? []
  const before = head.split(':').filter(Boolean)
  const after = tail?.split(':').filter(Boolean) ?? []
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0')
  return [...before, ...zeros, ...after].slice(0, 4).join(':')
}
