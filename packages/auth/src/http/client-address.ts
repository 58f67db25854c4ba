import type { IncomingMessage } from 'node:http'
import proxyAddress from 'proxy-addr'

export type AddressOf = (request: IncomingMessage) => string

/**
 * The address a request came from. What a proxy says of its client counts only when the proxy is one of ours.
 * @param trustedProxies addresses and networks, such as `10.0.0.0/8`, or `loopback`
 * @throws TypeError for what is neither
 */
export function clientAddress(trustedProxies: string[]): AddressOf {
  const trust = proxyAddress.compile(trustedProxies)
  return (request) => proxyAddress(request, trust)
}
