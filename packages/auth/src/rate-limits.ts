import { isIPv6 } from 'node:net'
import { InvalidInputError, IsolaError } from '@isola/domain'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Principal } from './principal.ts'

const MINUTE_SECONDS = 60
const SIGN_INS = 10
const ANONYMOUS_REQUESTS = 120

/** Each rejects with RATE_LIMITED, and says after how many seconds to come back. A batch costs what its calls would cost alone. */
export interface RateLimits {
  signIn(address: string): Promise<void>
  anonymous(address: string, calls?: number): Promise<void>
  authenticated(principal: Principal, calls?: number): Promise<void>
}

/** @param perMinute calls and pages of one principal; null for no limit. Runners have none. */
export function createRateLimits(perMinute: number | null): RateLimits {
  const limiter = (points: number) => new RateLimiterMemory({ points, duration: MINUTE_SECONDS })
  const [signIn, anonymous] = [limiter(SIGN_INS), limiter(ANONYMOUS_REQUESTS)]
  const authenticated = perMinute === null ? null : limiter(perMinute)
  return {
    signIn: (address) => consume(signIn, networkOf(address), 1),
    anonymous: (address, calls = 1) => consume(anonymous, networkOf(address), calls),
    async authenticated({ kind, id }, calls = 1) {
      if (authenticated && kind !== 'runner') await consume(authenticated, `${kind}:${id}`, calls)
    },
  }
}

async function consume(limiter: RateLimiterMemory, key: string, calls: number): Promise<void> {
  try {
    // What is refused below uses up the minute: else guessing would be free in large batches.
    await limiter.consume(key, Math.min(calls, limiter.points))
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000))
    throw new IsolaError(
      { code: 'RATE_LIMITED', retryAfterSeconds },
      `Too many requests: again in ${retryAfterSeconds} s`,
    )
  }
  if (calls <= limiter.points) return
  // Told to come back later, its caller would never get through.
  const message = `A batch of ${calls} calls is over the ${limiter.points} calls a minute that are allowed`
  throw new InvalidInputError([{ path: '', message }])
}

/** Whoever has one IPv6 address has 2⁶⁴ of them: they count as one, and cannot fill the memory. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [head = [], tail] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''))
  const zeros = tail ? Array.from({ length: 8 - head.length - tail.length }, () => '0') : []
  const network = [...head, ...zeros, ...(tail ?? [])].slice(0, 4)
  return network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}
