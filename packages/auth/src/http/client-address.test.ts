import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { clientAddress } from './client-address.ts'

/** Of a request, what the address is taken from: no socket comes from these places here. */
const from = (peer: string | undefined, forwarded?: string) =>
  ({
    socket: { remoteAddress: peer },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage

type Row = [peer: string, forwarded: string | undefined, address: string]

const TABLES: Record<string, { proxies: string[]; rows: Row[] }> = {
  'without proxies, is the peer, whatever it says': {
    proxies: [],
    rows: [
      ['198.51.100.1', undefined, '198.51.100.1'],
      ['198.51.100.1', '203.0.113.7', '198.51.100.1'],
      ['127.0.0.1', '203.0.113.7', '127.0.0.1'],
      ['::1', '203.0.113.7', '::1'],
      ['::ffff:198.51.100.1', undefined, '198.51.100.1'],
    ],
  },
  'is what a proxy of ours adds: what stands before that, its client made up': {
    proxies: ['10.0.0.0/8', 'loopback'],
    rows: [
      ['10.1.2.3', '203.0.113.7', '203.0.113.7'],
      ['::ffff:10.1.2.3', '203.0.113.7', '203.0.113.7'],
      ['127.0.0.1', '203.0.113.7', '203.0.113.7'],
      ['10.1.2.3', '192.0.2.66, 203.0.113.7', '203.0.113.7'],
      ['10.1.2.3', '192.0.2.66, 203.0.113.7, 10.9.9.9', '203.0.113.7'],
      ['10.1.2.3', '10.0.0.5', '10.0.0.5'],
      ['10.1.2.3', undefined, '10.1.2.3'],
      ['10.1.2.3', '', '10.1.2.3'],
      ['10.1.2.3', '2001:db8::7', '2001:db8::7'],
      ['10.1.2.3', '::ffff:203.0.113.7', '203.0.113.7'],
    ],
  },
  'is the peer where that is no proxy of ours': {
    proxies: ['10.0.0.0/8'],
    rows: [
      ['198.51.100.1', '203.0.113.7', '198.51.100.1'],
      ['11.0.0.1', '10.0.0.1', '11.0.0.1'],
      ['127.0.0.1', '203.0.113.7', '127.0.0.1'],
    ],
  },
  'is the proxy itself where what it says is no address': {
    proxies: ['10.0.0.0/8'],
    rows: [
      ['10.1.2.3', 'unknown', '10.1.2.3'],
      ['10.1.2.3', '203.0.113.7:5555', '10.1.2.3'],
      ['10.1.2.3', '203.0.113.300', '10.1.2.3'],
      ['10.1.2.3', '<script>', '10.1.2.3'],
      ['10.1.2.3', '203.0.113.7, _hidden', '10.1.2.3'],
      ['10.1.2.3', 'x'.repeat(16_000), '10.1.2.3'],
    ],
  },
}

describe('the address of a client', () => {
  for (const [what, { proxies, rows }] of Object.entries(TABLES)) {
    it(what, () => {
      const addressOf = clientAddress(proxies)
      const found = rows.map(([peer, forwarded]) => [peer, forwarded, addressOf(from(peer, forwarded))])
      expect(found).toEqual(rows)
    })
  }

  it('is nothing where the client has left already', () => {
    expect(clientAddress(['loopback'])(from(undefined, '203.0.113.7'))).toBe('')
  })

  it('needs proxies that are addresses, networks or known names', () => {
    for (const proxy of ['nonsense', '10.0.0.0/33', '10.0.0.0/x', '300.0.0.1', '__proto__', '*'])
      expect(() => clientAddress([proxy])).toThrow(TypeError)
    for (const proxy of ['10.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8', 'loopback', 'uniquelocal'])
      expect(() => clientAddress([proxy])).not.toThrow()
  })
})
