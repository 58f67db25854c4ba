import { isIPv6 } from 'node:net'
import { IsolaError } from '@isola/domain'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Principal } from './principal.ts'

const MINUTE_SECONDS = 60
const SIGN_INS = 10
const ANONYMOUS_REQUESTS = 120

/** Each rejects with RATE_LIMITED, and says after how many seconds to come back. */
export interface RateLimits {
  signIn(address: string): Promise<void>
  anonymous(address: string): Promise<void>
  authenticated(principal: Principal): Promise<void>
}

/** @param perMinute requests of one principal; null for as many as they like. Runners are never held up. */
export function createRateLimits(perMinute: number | null): RateLimits {
  const limiter = (points: number) => new RateLimiterMemory({ points, duration: MINUTE_SECONDS })
  const [signIn, anonymous] = [limiter(SIGN_INS), limiter(ANONYMOUS_REQUESTS)]
  const authenticated = perMinute === null ? null : limiter(perMinute)
  return {
    signIn: (address) => consume(signIn, networkOf(address)),
    anonymous: (address) => consume(anonymous, networkOf(address)),
    async authenticated({ kind, id }) {
      if (authenticated && kind !== 'runner') await consume(authenticated, `${kind}:${id}`)
    },
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000))
    throw new IsolaError(
      { code: 'RATE_LIMITED', retryAfterSeconds },
      `Too many requests: again in ${retryAfterSeconds} s`,
    )
  }
}

/** Whoever has one IPv6 address has 2⁶⁴ of them: they count as one, and cannot fill the memory. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = [], tail] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''))
  const zeros = tail ? Array.from({ length: 8 - head.length - tail.length }, () => '0') : []
  const network = [...head, ...zeros, ...(tail ?? [])].slice(0, 4)
  return network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}
