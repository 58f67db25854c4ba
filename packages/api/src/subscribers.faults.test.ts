/** Many who follow, some of whom do not read, while connections break: nobody misses anything, nobody is told twice. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { sayFigures } from './testing/figures.ts'
import type { Follower } from './testing/follower.ts'
import { seqOf, settled } from './testing/following.ts'
import { SETTER_UP, type Served, serve } from './testing/serve.ts'
import type { Wire } from './testing/wire.ts'

const full = process.env.ISOLA_FAULTS === 'full'
const SUBSCRIBERS = full ? 1_000 : 40
const SLOW = SUBSCRIBERS / 5
const DROPPED = SUBSCRIBERS / 2
const CHANGES = full ? 480 : 240
const WRITERS = 8

const held = { runtime: 'node', hold: true, labels: { note: 'x'.repeat(200) } } as const

/** What is in memory once everything that can go has gone, in MiB. */
function memoryMb(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return Math.round((heapUsed + external) / 1024 / 1024)
}

/** Counts for itself: a list of all that a thousand saw would be larger than what is measured. */
class Subscriber {
  readonly #wire: Wire
  #stream: Follower | null = null
  last = 0
  missed = 0
  twice = 0
  drops = 0

  constructor(wire: Wire) {
    this.#wire = wire
  }

  async open(): Promise<void> {
    this.#stream = await this.#wire.follow('workload.changes', {}, String(this.last))
  }

  async readTo(last: number): Promise<void> {
    while (this.last < last) {
      const told = await this.#stream?.next()
      if (!told) throw new Error(`The stream ended after ${this.last}`)
      const seq = seqOf(told)
      if (seq <= this.last) this.twice++
      else this.missed += seq - this.last - 1
      this.last = seq
    }
  }

  drop(): void {
    this.#stream?.drop()
    this.drops++
  }
}

async function write({ store }: Served): Promise<void> {
  const one = async () => {
    for (let i = 0; i < CHANGES / WRITERS; i++) await store.createWorkload(held, SETTER_UP)
  }
  await Promise.all(Array.from({ length: WRITERS }, one))
}

describe(`${SUBSCRIBERS} subscribers, ${SLOW} slow, ${DROPPED} dropped`, () => {
  it('miss nothing and get nothing twice, and leave nothing in memory', {
    timeout: full ? 1_800_000 : 120_000,
  }, async () => {
    const served = await serve()
    const viewer = await served.as('viewer')
    const subscribers = Array.from({ length: SUBSCRIBERS }, () => new Subscriber(viewer))
    await Promise.all(subscribers.map((one) => one.open()))
    const slow = subscribers.slice(0, SLOW)
    const dropped = subscribers.slice(SLOW, SLOW + DROPPED)
    const steady = subscribers.slice(SLOW + DROPPED)
    const before = memoryMb()

    const writing = write(served)
    await Promise.all([
      ...steady.map((one) => one.readTo(CHANGES)),
      ...dropped.map(async (one) => {
        for (let cut = 1; cut <= 3; cut++) {
          await one.readTo(Math.min(CHANGES, one.last + 1 + Math.floor((Math.random() * CHANGES) / 3)))
          one.drop()
          await one.open()
        }
        await one.readTo(CHANGES)
      }),
    ])
    await writing
    // By now the slow are a whole history behind; they begin to read.
    await Promise.all(slow.map((one) => one.readTo(CHANGES)))

    const sum = (field: 'missed' | 'twice' | 'drops') =>
      subscribers.reduce((total, one) => total + one[field], 0)
    const figures = {
      subscribers: SUBSCRIBERS,
      changes: CHANGES,
      drops: sum('drops'),
      missed: sum('missed'),
      twice: sum('twice'),
    }
    expect(figures).toEqual({ ...figures, drops: 3 * DROPPED, missed: 0, twice: 0 })
    expect(new Set(subscribers.map(({ last }) => last))).toEqual(new Set([CHANGES]))
    for (const one of subscribers) one.drop()
    await settled(served)
    expect(served.failures).toEqual([])
    const after = memoryMb()
    // What remains are connections that are kept for the next request, and code that was compiled meanwhile.
    expect(after - before).toBeLessThan(64)
    sayFigures('subscribers of changes', { ...figures, 'MiB before': before, 'MiB after': after })
  })
})
