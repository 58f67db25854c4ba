/** What verbs do to a workload that a runner holds a lease on. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openStore } from '../open-store.ts'
import {
  admin,
  app,
  DAY,
  eventsOf,
  HOUR,
  iso,
  lastEventOf,
  MINUTE,
  SECOND,
  START,
  TestClock,
} from '../testing/fixtures.ts'
import { ACTOR, insert } from '../testing/raw-record.ts'
import { capable, claimBy, register, rex, work } from '../testing/runners.ts'

const leasedTest = it
  .extend('clock', () => new TestClock())
  .extend('folder', async ({ clock: _ }, { onCleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), 'isola-leased-'))
    onCleanup(() => rm(folder, { recursive: true }))
    return folder
  })
  .extend('store', async ({ clock, folder }, { onCleanup }) => {
    const store = await openStore({ url: `file:${join(folder, 'isola.db')}`, clock })
    onCleanup(() => store.close())
    return store
  })
  .extend('db', ({ store: _, folder }, { onCleanup }) => {
    const db = new Database(join(folder, 'isola.db'))
    onCleanup(() => {
      db.close()
    })
    return db
  })
  .extend('lease', ({ store }) => async () => {
    await register(store, rex, [capable('sandbox')])
    const { id } = await work(store)
    await claimBy(store, rex)
    return id
  })
const noLease = { leasedBy: null, leaseUntil: null, lastHeartbeatAt: null }
const because = { reason: 'it hangs' }

describe('a leased workload', () => {
  leasedTest('is killed by request, which its runner confirms', async ({ store, clock, lease }) => {
    const id = await lease()
    clock.advance(MINUTE)
    const asked = await store.killWorkload(id, admin, because)
    expect(asked).toMatchObject({
      status: 'running',
      killRequestedAt: iso(START + MINUTE),
      cause: null,
      finishedAt: null,
      leasedBy: 'rex',
      revision: 3,
    })
    expect(await lastEventOf(store, id)).toMatchObject({
      kind: 'kill_requested',
      from: null,
      to: null,
      ...because,
      changes: { killRequestedAt: { old: null, new: iso(START + MINUTE) } },
    })
  })

  leasedTest('answers the same when its kill is asked for twice', async ({ store, clock, lease }) => {
    const id = await lease()
    const asked = await store.killWorkload(id, admin, because)
    clock.advance(MINUTE)
    expect(await store.killWorkload(id, app, { reason: 'still' })).toEqual(asked)
    expect((await eventsOf(store, id)).filter(({ kind }) => kind === 'kill_requested')).toHaveLength(1)
  })

  for (const status of ['completed', 'failed', 'killed'] as const) {
    leasedTest(
      `loses its lease when another than its holder makes it ${status}`,
      async ({ store, lease }) => {
        expect(await store.updateWorkloadStatus(await lease(), status, admin)).toMatchObject({
          status,
          ...noLease,
        })
        expect(await store.updateWorkload(await lease(), { status }, admin)).toMatchObject({
          status,
          ...noLease,
        })
        const overridden = await store.overrideWorkloadStatus(await lease(), status, admin, because)
        expect(overridden).toMatchObject({ status, ...noLease })
      },
    )
  }

  leasedTest('keeps its lease through a change that is no transition', async ({ store, lease }) => {
    const id = await lease()
    const changed = await store.updateWorkload(id, { status: 'running', exitCode: 1 }, admin)
    expect(changed).toMatchObject({ exitCode: 1, leasedBy: 'rex' })
  })

  leasedTest(
    'moves from auto to the isolation it runs in, in every aggregate',
    async ({ store, clock, lease }) => {
      const id = await lease()
      clock.advance(MINUTE)
      expect((await store.getWorkloadStats()).byIsolation).toMatchObject({ auto: 0, sandbox: 1 })
      await store.updateWorkloadStatus(id, 'completed', admin)
      const range = { from: iso(START), to: iso(START + HOUR) }
      const [sandbox, auto] = await Promise.all([
        store.getActivity({ ...range, isolation: 'sandbox' }),
        store.getActivity({ ...range, isolation: 'auto' }),
      ])
      expect(sandbox.totals).toMatchObject({ created: 1, completed: 1, averageDurationMs: MINUTE })
      expect(auto).toMatchObject({ series: [], totals: { created: 0, durationMs: null } })
      expect((await store.getDurations({ isolation: 'sandbox' })).count).toBe(1)
      expect((await store.verify()).problems).toEqual([])
    },
  )

  leasedTest('is retried in the isolation that was asked for', async ({ store, lease }) => {
    const id = await lease()
    await store.updateWorkloadStatus(id, 'failed', admin)
    const retry = await store.retryWorkload(id, admin)
    expect(retry).toMatchObject({ requestedIsolation: 'auto', isolation: 'auto', nodeId: null, ...noLease })
  })
})

describe('attention', () => {
  leasedTest(
    'shows 20 leases that were not heard of for over 20 seconds, the longest first',
    async ({ store, clock, lease }) => {
      const ids: string[] = []
      for (let i = 0; i < 22; i++) {
        ids.push(await lease())
        clock.advance(SECOND)
      }
      const late = async () => (await store.getAttention()).lateHeartbeats.map(({ id }) => id)
      // 22 seconds after the first, and 20 after the third, which is not late yet.
      expect(await late()).toEqual(ids.slice(0, 2))
      clock.advance(MINUTE)
      expect(await late()).toEqual(ids.slice(0, 20))
      await store.updateWorkloadStatus(ids[0] ?? '', 'killed', admin)
      expect(await late()).toEqual(ids.slice(1, 21))
    },
  )

  leasedTest('shows the 20 latest rejected reports of 24 hours', async ({ store, db, clock, lease }) => {
    const workload_id = await lease()
    for (let i = 0; i < 22; i++) {
      insert(db, 'workload_events', { workload_id, kind: 'report_rejected', actor: ACTOR, at: clock.ms })
      clock.advance(MINUTE)
    }
    const rejected = async () => (await store.getAttention()).rejectedReports.map(({ at }) => at)
    expect(await rejected()).toEqual(Array.from({ length: 20 }, (_, i) => iso(START + (21 - i) * MINUTE)))
    clock.advance(DAY - 2 * MINUTE)
    expect(await rejected()).toEqual([iso(START + 21 * MINUTE), iso(START + 20 * MINUTE)])
  })
})
