import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Endings } from './endings.ts'
import { TestClock } from './testing/open-auth.ts'

const DAY = 24 * 3_600_000
/** More than a timer of Node’s can wait. */
const LONG = 60 * DAY

describe('watching credentials', () => {
  const clock = new TestClock()
  let endings: Endings
  let heard: string[]
  const hear = (name: string) => () => void heard.push(name)
  /** Time goes by, for the clock and for timers. */
  const pass = (ms: number) => {
    clock.ms += ms
    vi.advanceTimersByTime(ms)
  }

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    endings = new Endings(clock)
    heard = []
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('tells when one of the subjects ends, once', () => {
    endings.watch(['user:a', 'session:1'], 0, clock.ms + DAY, hear('one'))
    endings.end('session:1')
    endings.end('user:a')
    endings.end('session:1')
    pass(2 * DAY)
    expect(heard).toEqual(['one'])
  })

  it('tells nothing of what others end, however they are named', () => {
    endings.watch(['user:a'], 0, null, hear('one'))
    for (const subject of ['user:b', 'key:a', 'user', 'a', '__proto__']) endings.end(subject)
    expect(heard).toEqual([])
  })

  it('tells everyone who watches, also those who stop watching meanwhile', () => {
    const stops = [1, 2, 3].map((n) => endings.watch(['user:a'], 0, null, hear(`${n}`)))
    stops[1]?.()
    endings.end('user:a')
    expect(heard).toEqual(['1', '3'])
  })

  it('tells at once what ended since the credentials were looked up, and nothing from before that', () => {
    endings.end('user:a')
    const since = endings.count
    endings.watch(['user:a'], since, null, hear('later'))
    expect(heard).toEqual([])
    endings.end('user:a')
    endings.watch(['session:1', 'user:a'], since, null, hear('late'))
    endings.watch(['session:1', 'user:b'], since, null, hear('other'))
    expect(heard).toEqual(['later', 'late'])
  })

  it('tells when the time has come', () => {
    endings.watch(['key:a'], 0, clock.ms + DAY, hear('one'))
    pass(DAY - 1)
    expect(heard).toEqual([])
    pass(1)
    expect(heard).toEqual(['one'])
    endings.end('key:a')
    expect(heard).toEqual(['one'])
  })

  it('tells at once when the time has gone by', () => {
    endings.watch(['key:a'], 0, clock.ms - 1, hear('one'))
    pass(1)
    expect(heard).toEqual(['one'])
  })

  it('waits longer than a timer can', () => {
    endings.watch(['key:a'], 0, clock.ms + LONG, hear('one'))
    for (let days = 0; days < 59; days++) pass(DAY)
    expect(heard).toEqual([])
    pass(DAY)
    expect(heard).toEqual(['one'])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('really stops: neither an end nor the time is told, and nothing is left', () => {
    const stop = endings.watch(['key:a', 'user:b'], 0, clock.ms + LONG, hear('one'))
    pass(30 * DAY)
    stop()
    stop()
    expect(vi.getTimerCount()).toBe(0)
    endings.end('key:a')
    pass(LONG)
    expect(heard).toEqual([])
  })

  it('is not kept from the others by a thousand that come and go', () => {
    for (let n = 0; n < 1_000; n++) endings.watch([`session:${n}`, 'user:a'], 0, clock.ms + DAY, hear('x'))()
    endings.watch(['user:a'], 0, null, hear('last'))
    endings.end('user:a')
    expect(heard).toEqual(['last'])
    expect(vi.getTimerCount()).toBe(0)
  })
})
