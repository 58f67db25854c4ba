import { join } from 'node:path'
import type { Workload } from '@isola/domain'
import { describe, expect, it } from 'vitest'
import { scratchFolder } from '../sqlite/migrate-testing.ts'
import type { LaneLimits } from '../sqlite/write-lane.ts'
import { admin, held } from './fixtures.ts'
import { lostOf } from './load.ts'
import { registration, rex } from './runners.ts'
import { openParts } from './store-parts.ts'

const full = process.env.ISOLA_FAULTS === 'full'
const open = (limits: Partial<LaneLimits>) => openParts(join(scratchFolder(), 'isola.db'), { limits })

/** What of a burst was accepted, and how the rest was refused. */
async function burst(writes: Promise<Workload>[]) {
  const results = await Promise.allSettled(writes)
  const accepted = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  expect(refused).toMatchObject(refused.map(() => ({ code: 'STORE_BUSY' })))
  return { accepted, refused: refused.length }
}

/** The least that each of these holds, so that a queue for two of them refuses the third. */
const REQUEST_BYTES = 2_000
const text = 'x'.repeat(REQUEST_BYTES)
const reason = { reason: text }
const output = { contentType: 'text/plain', encoding: 'utf8', data: text } as const
const labels = Object.fromEntries(Array.from({ length: 32 }, (_, n) => [`label-${n}`, 'x'.repeat(100)]))
const lines = Array.from({ length: 200 }, (_, seq) => ({ seq, stream: 'stdout' as const, line: 'x' }))
type Verbs = Awaited<ReturnType<typeof open>>['store']
const LARGE = {
  createWorkload: (store, _) => store.createWorkload({ ...held, labels }, admin),
  updateWorkload: (store, id) => store.updateWorkload(id, { error: text }, admin),
  updateWorkloadStatus: (store, id) => store.updateWorkloadStatus(id, 'running', admin, reason),
  overrideWorkloadStatus: (store, id) => store.overrideWorkloadStatus(id, 'failed', admin, reason),
  killWorkload: (store, id) => store.killWorkload(id, admin, reason),
  retryWorkload: (store, id) => store.retryWorkload(id, admin, reason),
  deleteWorkload: (store, id) => store.deleteWorkload(id, admin, reason),
  addNote: (store, id) => store.addNote(id, text, admin),
  appendLogLines: (store, id) => store.appendLogLines(id, lines, admin),
  reportLogs: (store, id) => store.reportLogs(id, 'a token', lines, rex),
  finish: (store, id) => store.finish(id, 'a token', { status: 'completed', output }, rex),
  registerRunner: (store) => store.registerRunner({ ...registration(rex), labels }, rex),
  appendAudit: (store) => store.appendAudit({ action: 'noted', details: { text } }, admin),
} satisfies Record<string, (store: Verbs, id: string) => Promise<unknown>>

describe('more writes than the queue has room for', () => {
  // The limits that a store has, where there is time for it.
  const [room, submitted] = full ? [10_000, 12_000] : [500, 600]

  it(`are STORE_BUSY beyond ${room}, and everything that was accepted is done`, {
    timeout: 120_000,
  }, async () => {
    const { store } = await open(full ? {} : { queuedJobs: room })
    const { accepted, refused } = await burst(
      Array.from({ length: submitted }, () => store.createWorkload(held, admin)),
    )
    expect([accepted.length, refused]).toEqual([room, submitted - room])
    expect(await lostOf(store, new Map(accepted.map((workload) => [workload.id, workload])))).toEqual([])
    expect(await store.verify()).toEqual({ workloads: room, problems: [] })
    await store.createWorkload(held, admin)
  })

  it('are STORE_BUSY when those that wait hold too many bytes, small ones as well as large ones', async () => {
    const { store } = await open({ queuedBytes: 2_000_000 })
    const code = 'x'.repeat(99_000)
    const { accepted, refused } = await burst([
      ...Array.from({ length: 20 }, (_, n) => store.createWorkload({ ...held, code: code + n }, admin)),
      store.createWorkload({ ...held, code: 'y'.repeat(20_000) }, admin),
      store.createWorkload({ ...held, code: 'y' }, admin),
    ])
    expect([accepted.length, refused]).toEqual([11, 11])
    expect(accepted.at(-1)?.code).toBe('y')
    await store.createWorkload({ ...held, code }, admin)
    expect(await store.verify()).toEqual({ workloads: 12, problems: [] })
  })

  it.for(Object.keys(LARGE) as (keyof typeof LARGE)[])(
    'are STORE_BUSY by the bytes of a request to %s, whatever holds them',
    async (verb) => {
      const { store } = await open({ queuedBytes: 2 * REQUEST_BYTES })
      const { id } = await store.createWorkload(held, admin)
      const one = () => LARGE[verb](store, id)
      const results = await Promise.allSettled([one(), one(), one()])
      expect(results.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'STORE_BUSY' } })
    },
  )

  it('leave reads alone', async () => {
    const { store } = await open({ queuedJobs: 10 })
    const before = await store.createWorkload(held, admin)
    const flood = burst(Array.from({ length: 200 }, () => store.createWorkload(held, admin)))
    expect(await store.getWorkload(before.id)).toEqual(before)
    expect((await flood).refused).toBe(190)
    expect((await store.getWorkloadStats()).total).toBe(11)
  })
})
