import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { isIsolaError } from '@isola/domain'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ConcurrencyLimit } from './concurrency-limit.ts'

/** What the limit looks at of a response: whether its client is still there. */
class Client extends EventEmitter {
  destroyed = false

  leave(): void {
    this.destroyed = true
    this.emit('close')
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Begins one piece of work after the other; each ends when it is told to. */
function working(limit: ConcurrencyLimit) {
  const running: { n: number; end(): void }[] = []
  const began: number[] = []
  const outcomes: string[] = []
  let count = 0
  const ask = (client = new Client()) => {
    const n = count++
    const done = limit.run(client as unknown as ServerResponse, () => {
      began.push(n)
      return new Promise<void>((resolve) =>
        running.push({
          n,
          end() {
            running.splice(
              running.findIndex((one) => one.n === n),
              1,
            )
            resolve()
          },
        }),
      )
    })
    void done.then(
      () => outcomes.push(`${n} over`),
      (error: unknown) => outcomes.push(`${n} ${isIsolaError(error) ? error.code : error}`),
    )
    return client
  }
  return { running, began, outcomes, ask }
}

describe('a limit on what is done at once', () => {
  it('begins as much as it may, lets as much wait, and refuses the rest at once', async () => {
    const { began, running, outcomes, ask } = working(new ConcurrencyLimit({ atOnce: 2, waiting: 3 }))
    for (let n = 0; n < 7; n++) ask()
    await turn()
    expect(began).toEqual([0, 1])
    expect(outcomes).toEqual(['5 STORE_BUSY', '6 STORE_BUSY'])
    running[0]?.end()
    await turn()
    await turn()
    expect(began).toEqual([0, 1, 2])
  })

  it('lets what has arrived meanwhile go before the next piece of work', async () => {
    const { began, running, ask } = working(new ConcurrencyLimit({ atOnce: 1, waiting: 1 }))
    ask()
    ask()
    const order: string[] = []
    setImmediate(() => order.push(`${began.length} begun`))
    running[0]?.end()
    await turn()
    expect(order).toEqual(['1 begun'])
    await turn()
    expect(began).toEqual([0, 1])
  })

  it('forgets those who leave before their turn, and makes room for others', async () => {
    const { began, running, outcomes, ask } = working(new ConcurrencyLimit({ atOnce: 1, waiting: 1 }))
    ask()
    ask().leave()
    ask()
    await turn()
    expect(outcomes).toEqual(['1 over'])
    running[0]?.end()
    await turn()
    await turn()
    expect(began).toEqual([0, 2])
  })

  it('passes a failure on, and its place to the next', async () => {
    const limit = new ConcurrencyLimit({ atOnce: 1, waiting: 1 })
    const fail = () => Promise.reject(new Error('broken'))
    const response = new Client() as unknown as ServerResponse
    await expect(limit.run(response, fail)).rejects.toThrow('broken')
    await expect(limit.run(response, fail)).rejects.toThrow('broken')
  })

  it('never does more than it may, and loses no place, whoever comes, ends and leaves', async () => {
    await fc.assert(fc.asyncProperty(fc.array(STEP, { maxLength: 60 }), keepsItsPlaces), { numRuns: 100 })
  })
})

const STEP = fc.oneof(
  fc.record({ asks: fc.constant(true) }),
  fc.record({ ends: fc.nat(3) }),
  fc.record({ leaves: fc.nat(20) }),
)
type Step = typeof STEP extends fc.Arbitrary<infer Value> ? Value : never

async function keepsItsPlaces(steps: Step[]): Promise<void> {
  const { running, ask, began } = working(new ConcurrencyLimit({ atOnce: 3, waiting: 4 }))
  const clients: Client[] = []
  for (const step of steps) {
    if ('asks' in step) clients.push(ask())
    else if ('ends' in step) running[step.ends]?.end()
    else clients[step.leaves]?.leave()
    if (!('asks' in step)) await turn()
    expect(running.length).toBeLessThanOrEqual(3)
  }
  while (running.length > 0) {
    for (const { end } of [...running]) end()
    await turn()
    await turn()
  }
  const before = began.length
  for (let n = 0; n < 4; n++) ask()
  expect(began.length).toBe(before + 3)
}
