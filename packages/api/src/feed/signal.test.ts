import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { Signal } from './signal.ts'

const never = () => new AbortController().signal

describe('a signal', () => {
  it('keeps a notification for the next wait, once', async () => {
    const signal = new Signal()
    signal.notify()
    signal.notify()
    await signal.wait(never())
    expect(signal.take()).toBe(false)
    signal.notify()
    expect([signal.take(), signal.take()]).toEqual([true, false])
  })

  it('wakes its waiter when it is notified, and when the wait is aborted', async () => {
    const signal = new Signal()
    const waiting = signal.wait(never())
    signal.notify()
    await waiting
    const over = new AbortController()
    const aborted = signal.wait(over.signal)
    over.abort()
    await aborted
    await signal.wait(over.signal)
  })

  it('leaves no listener behind, however often it is waited for', async () => {
    const [signal, over] = [new Signal(), never()]
    for (let round = 0; round < 100; round++) {
      const waiting = signal.wait(over)
      expect(getEventListeners(over, 'abort')).toHaveLength(1)
      signal.notify()
      await waiting
    }
    expect(getEventListeners(over, 'abort')).toHaveLength(0)
  })
})
