import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { after } from './after.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it.each([1, 2 ** 31 - 1, 2 ** 31, 3 * 2 ** 31, 365 * 24 * 3_600_000])(
  'a timer of %d ms runs once, when they have passed and not before',
  (ms) => {
    const callback = vi.fn()
    after(ms, callback)
    vi.advanceTimersByTime(ms - 1)
    expect(callback).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(callback).toHaveBeenCalledOnce()
    expect(vi.getTimerCount()).toBe(0)
  },
)

it('a timer of Infinity never runs', () => {
  const callback = vi.fn()
  after(Number.POSITIVE_INFINITY, callback)
  vi.advanceTimersByTime(1_000 * 365 * 24 * 3_600_000)
  expect(callback).not.toHaveBeenCalled()
})

it.each([1, 2 ** 32, Number.POSITIVE_INFINITY])('a timer of %d ms that is cancelled leaves none', (ms) => {
  const cancel = after(ms, () => expect.unreachable())
  vi.advanceTimersByTime(Math.min(ms / 2, 2 ** 33))
  cancel()
  expect(vi.getTimerCount()).toBe(0)
})
