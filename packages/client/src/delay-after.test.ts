import { TRPCClientError } from '@trpc/client'
import { expect, it } from 'vitest'
import { backoffMs } from './backoff.ts'
import { NoAnswerError } from './no-answer-error.ts'
import { delayAfter } from './retry-link.ts'

const told = (httpStatus: number, isola: object) =>
  TRPCClientError.from({ error: { code: -32000, message: '', data: { httpStatus, isola } } })

it('waits longer after every failure, at most ten seconds, by chance up to half as long', () => {
  const least = [1, 2, 3, 4, 20].map((failures) => backoffMs(failures, () => 0))
  expect(least).toEqual([100, 200, 400, 800, 5_000])
  expect([1, 2, 3, 4, 20].map((failures) => backoffMs(failures, () => 1))).toEqual(least.map((ms) => ms * 2))
})

it('comes back no earlier than it was told to', () => {
  const delay = delayAfter(told(429, { code: 'RATE_LIMITED', retryAfterSeconds: 30 }), 1)
  expect(delay).toBeGreaterThanOrEqual(30_000)
})

it('comes back to a server that is busy, and after a network that failed', () => {
  expect(delayAfter(told(503, { code: 'STORE_BUSY' }), 1)).toBeGreaterThan(0)
  for (const status of [null, 429, 500, 502, 503, 504])
    expect(delayAfter(TRPCClientError.from(new NoAnswerError('', status)), 1)).toBeGreaterThan(0)
})

it('does not come back with what was refused', () => {
  expect(delayAfter(told(409, { code: 'NOT_TERMINAL' }), 1)).toBeNull()
  expect(delayAfter(told(500, { code: 'INTERNAL' }), 1)).toBeNull()
  expect(delayAfter(TRPCClientError.from(new NoAnswerError('', 404)), 1)).toBeNull()
  expect(delayAfter(TRPCClientError.from(new TypeError('cannot be JSON')), 1)).toBeNull()
})
