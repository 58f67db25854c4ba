import type { Caller } from '@isola/auth'
import type { Claim, Runtime } from '@isola/domain'
import type { Commit, Store } from '@isola/store'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claimWork } from '../verbs/claim-work.ts'
import { Notifier } from './notifier.ts'

const RUNTIMES = ['node', 'go'] as const

/** A store's queue of work and of writes, committed as the test says. */
class SmallStore {
  /** Runtimes of the work that nobody has claimed, oldest first. */
  readonly work: Runtime[] = []
  readonly offers = new Map<string, readonly Runtime[]>()
  readonly #writes: (() => void)[] = []
  #claims = 0
  #publish: (commit: Commit) => void = () => undefined

  onCommit(listener: (commit: Commit) => void): () => void {
    this.#publish = listener
    return () => undefined
  }

  async listOffers(runner: string): ReturnType<Store['listOffers']> {
    return (this.offers.get(runner) ?? []).map((runtime) => ({ isolation: 'auto', runtime }))
  }

  claim(_: unknown, { id }: { id: string }, signal?: AbortSignal): Promise<Claim | null> {
    return new Promise((resolve) => {
      this.#writes.push(() => {
        const claimed = signal?.aborted ? null : this.#take(id)
        // Every other answer arrives after the commit has been announced.
        if (this.#claims++ % 2) setImmediate(resolve, claimed)
        else resolve(claimed)
      })
    })
  }

  create(runtime: Runtime): void {
    this.#writes.push(() => {
      this.work.push(runtime)
      process.nextTick(() => this.#announce({ work: [{ isolation: 'auto', runtime, count: 1 }] }))
    })
  }

  register(runner: string, runtimes: readonly Runtime[]): void {
    this.#writes.push(() => {
      this.offers.set(runner, runtimes)
      process.nextTick(() => this.#announce({ runners: new Set([runner]) }))
    })
  }

  /** The next writes, as one commit. */
  async commit(count: number): Promise<void> {
    for (const write of this.#writes.splice(0, count)) write()
    for (let turn = 0; turn < 2; turn++) await new Promise(setImmediate)
  }

  /** All writes that are under way, and those that follow from them. */
  async settle(): Promise<void> {
    do await this.commit(3)
    while (this.#writes.length > 0)
  }

  #announce(what: Partial<Commit>): void {
    this.#publish({ writes: 1, events: new Set(), logs: new Set(), runners: new Set(), work: [], ...what })
  }

  #take(runner: string): Claim | null {
    const at = this.work.findIndex((runtime) => this.offers.get(runner)?.includes(runtime))
    const [runtime] = at === -1 ? [] : this.work.splice(at, 1)
    return runtime ? ({ workload: { requestedIsolation: 'auto', runtime } } as Claim) : null
  }
}

type Step =
  | ['create', Runtime]
  | ['wait', number]
  | ['leave', number]
  | ['register', number, Runtime[]]
  | ['commit', number]
  | ['settle', number]

const runtime = fc.constantFrom<Runtime>(...RUNTIMES)
const runner = fc.nat(2)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constant('create' as const), runtime) },
  { weight: 4, arbitrary: fc.tuple(fc.constant('wait' as const), runner) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('leave' as const), fc.nat(3)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('register' as const), runner, fc.subarray([...RUNTIMES])) },
  { weight: 6, arbitrary: fc.tuple(fc.constant('commit' as const), fc.integer({ min: 1, max: 4 })) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('settle' as const), fc.constant(0)) },
)
/** What the runners offer at first. */
const OFFERS: readonly (readonly Runtime[])[] = [['node'], ['go'], RUNTIMES]

async function play(steps: readonly Step[]) {
  const store = new SmallStore()
  const notifier = new Notifier(store)
  const stopping = new AbortController()
  const claims: { id: string; waits: boolean; leave: AbortController; answer: Promise<unknown> }[] = []
  const wait = (id: string) => {
    const leave = new AbortController()
    const context = {
      store: store as Partial<Store> as Store,
      notifier,
      stopping: stopping.signal,
      caller: { onEnded: () => () => undefined } as Partial<Caller> as Caller,
      actor: { kind: 'runner' as const, id, name: id },
    }
    const input = { bootId: 'a start', claimId: `claim ${claims.length}`, waitSeconds: 600 }
    const claim = { id, waits: true, leave, answer: Promise.resolve() as Promise<unknown> }
    const done = () => {
      claim.waits = false
    }
    claim.answer = claimWork(context, input, leave.signal).then(done, done)
    claims.push(claim)
  }
  for (const [n, offered] of OFFERS.entries()) store.register(`runner ${n}`, offered)
  await store.settle()
  const waiting = () => claims.filter(({ waits }) => waits)
  /** Work that a waiting runner offers, though nothing is under way that would make it claim. */
  const sitting: Runtime[] = []
  const settle = async () => {
    await store.settle()
    const offered = waiting().flatMap(({ id }) => store.offers.get(id) ?? [])
    sitting.push(...store.work.filter((one) => offered.includes(one)))
  }
  for (const [name, first, runtimes] of steps) {
    if (name === 'create') store.create(first)
    if (name === 'wait') wait(`runner ${first}`)
    if (name === 'leave') waiting()[first]?.leave.abort()
    if (name === 'register') store.register(`runner ${first}`, runtimes)
    if (name === 'commit') await store.commit(first)
    if (name === 'settle') await settle()
  }
  await settle()
  stopping.abort()
  await store.settle()
  await Promise.all(claims.map(({ answer }) => answer))
  return { sitting, left: notifier.waiting('runner') }
}

describe('the queue of claims', () => {
  it('never leaves work waiting beside a runner that offers it, in any order of creates, claims, departures and registrations', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
        expect(await play(steps)).toEqual({ sitting: [], left: 0 })
      }),
      { numRuns: 2_000 },
    )
  })
})
