import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import proxyAddress from 'proxy-addr'

export type AddressOf = (request: IncomingMessage) => string

/**
 * The address a request came from. What a proxy says of its client counts only when the proxy is one of ours, and when
 * it is an address: anything else would be a new name for every request.
 * @param trustedProxies addresses and networks, such as `10.0.0.0/8`, or `loopback`
 * @throws TypeError for what is neither
 */
export function clientAddress(trustedProxies: string[]): AddressOf {
  const trust = proxyAddress.compile(trustedProxies)
  return (request) => {
    // Absent when the client has left already.
    const peer = request.socket.remoteAddress ?? ''
    const claimed = peer && proxyAddress(request, trust)
    return plain(isIP(claimed) ? claimed : peer)
  }
}

/** @returns whether an address is one of these, or in one of these networks, named as for {@link clientAddress} */
export function trustedAddresses(addresses: string[]): (address: string) => boolean {
  const trust = proxyAddress.compile(addresses)
  return (address) => trust(address, 0)
}

/** A socket that listens for both sees IPv4 as IPv6: one client has one address all the same. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')
