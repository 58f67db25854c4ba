import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { trustedAddresses } from '@isola/auth'
import { describe, expect, it, onTestFinished } from 'vitest'
import { limitConnections, networkOf } from './connections.ts'

const GREEDY = '127.0.0.2'
const OTHER = '127.0.0.3'
const EXEMPT = '127.0.0.4'

/** A server that lets two connections of an address in, and what comes of a connection from one. */
async function limited() {
  const server = createServer((_, response) => response.end('here'))
  limitConnections(server, (address) => address === EXEMPT, 2)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  const open = async (localAddress: string): Promise<Socket | null> => {
    const socket = connect({ port, host: '127.0.0.1', localAddress })
    socket.on('error', () => undefined)
    socket.write('GET / HTTP/1.1\r\nhost: isola\r\n\r\n')
    const answered = once(socket, 'data').then(() => true)
    const ended = once(socket, 'close').then(() => false)
    return (await Promise.race([answered, ended])) ? socket : null
  }
  return { server, open }
}

describe('connections', () => {
  it('of one address are limited, and leave room for every other address', async () => {
    const { open } = await limited()
    expect(await open(GREEDY)).not.toBeNull()
    expect(await open(GREEDY)).not.toBeNull()
    expect(await open(GREEDY)).toBeNull()
    expect(await open(OTHER)).not.toBeNull()
  })

  it('that close make room for new ones of their address', async () => {
    const { server, open } = await limited()
    const accepted = once(server, 'connection') as Promise<[Socket]>
    const first = await open(GREEDY)
    await open(GREEDY)
    const [seen] = await accepted
    const closed = once(seen, 'close')
    first?.destroy()
    await closed
    expect(await open(GREEDY)).not.toBeNull()
    expect(await open(GREEDY)).toBeNull()
  })

  it('of an exempt address are not limited', async () => {
    const { open } = await limited()
    const sockets = [await open(EXEMPT), await open(EXEMPT), await open(EXEMPT)]
    expect(sockets).not.toContain(null)
  })

  it('count by IPv4 address, and by the /64 of an IPv6 address', () => {
    const rows = [
      ['198.51.100.1', '198.51.100.1'],
      ['::ffff:198.51.100.1', '198.51.100.1'],
      ['2001:db8:0:1::7', '2001:db8:0:1'],
      ['2001:db8:0:1:2:3:4:5', '2001:db8:0:1'],
      ['2001:db8::7', '2001:db8:0:0'],
      ['2001:db8::2:3:4:5:6', '2001:db8:0:2'],
      ['fe80::1%eth0', 'fe80:0:0:0'],
      ['::1', '0:0:0:0'],
    ]
    expect(rows.map(([address = '']) => [address, networkOf(address)])).toEqual(rows)
  })

  it('are trusted from the addresses and networks that are named, in either family', () => {
    const isTrusted = trustedAddresses(['loopback', '10.0.0.0/8'])
    const trusted = ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', '10.1.2.3', '::ffff:10.1.2.3']
    expect(trusted.filter((address) => !isTrusted(address))).toEqual([])
    expect(['11.0.0.1', '2001:db8::1', '::ffff:11.0.0.1'].filter(isTrusted)).toEqual([])
  })
})
