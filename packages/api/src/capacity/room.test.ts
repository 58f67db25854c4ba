import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Room } from './room.ts'

const ada = { kind: 'user', id: 'ada', name: 'Ada' } as const
const bert = { kind: 'key', id: 'bert', name: 'Bert' } as const

const isRefused = (take: () => unknown): boolean => {
  try {
    take()
    return false
  } catch (error) {
    expect(error).toMatchObject({ code: 'STORE_BUSY' })
    return true
  }
}

describe('a room', () => {
  it('leaves some of itself to others, whatever one caller takes', () => {
    const room = new Room(4, 2, 'full')
    room.take(ada)
    const giveBack = room.take(ada)
    expect(isRefused(() => room.take(ada))).toBe(true)
    room.take(bert)
    room.take(bert)
    giveBack()
    expect(isRefused(() => room.take(bert))).toBe(true)
    room.take(ada)
    expect(isRefused(() => room.take({ ...ada, id: 'cora' }))).toBe(true)
  })

  it('counts nothing for a request that is over', () => {
    const room = new Room(4, 2, 'full')
    const share = room.open(ada)
    share.take(1)
    share.giveBack()
    share.hold(2)
    share.take(1)
    expect(room.taken).toBe(0)
    room.check(ada)
  })

  it('is empty again when everything was given back, in whatever order', () => {
    const amounts = fc.array(fc.tuple(fc.boolean(), fc.nat(100), fc.boolean()), { maxLength: 30 })
    fc.assert(
      fc.property(amounts, fc.infiniteStream(fc.nat()), (steps, picks) => {
        const room = new Room(1_000, 500, 'full')
        const shares = [room.open(ada), room.open(bert)] as const
        const held: (() => void)[] = []
        for (const [isAda, amount, holds] of steps) {
          const share = shares[isAda ? 0 : 1]
          if (holds) held.push(share.hold(amount))
          else isRefused(() => share.take(amount))
        }
        while (held.length > 0) held.splice((picks.next().value ?? 0) % held.length, 1)[0]?.()
        for (const share of shares) share.giveBack()
        expect(room.taken).toBe(0)
        room.check(ada)
        room.check(bert)
      }),
    )
  })
})
