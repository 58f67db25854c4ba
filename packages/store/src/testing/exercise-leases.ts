import { describe, expect } from 'vitest'
import { admin, everythingOf, iso, lastEventOf, refusalOf, SECOND, START, UNKNOWN_ID } from './fixtures.ts'
import { LEASE, leased, rex, roy } from './runners.ts'
import type { StoreTest } from './store-test.ts'

const line = (seq: number, text = 'x') => ({ seq, stream: 'stdout' as const, line: text })
const because = { reason: 'it hangs' }

export function exerciseLeases(it: StoreTest): void {
  describe('renewLease', () => {
    it('makes the lease last anew, and is neither an event nor a revision', async ({ store, clock }) => {
      const { id, token } = await leased(store)
      const before = await everythingOf(store, id)
      clock.advance(10 * SECOND)
      const leaseUntil = iso(START + 10 * SECOND + LEASE)
      expect(await store.renewLease(id, token, rex)).toEqual({ killRequested: false, leaseUntil })
      const after = await everythingOf(store, id)
      const lastHeartbeatAt = iso(START + 10 * SECOND)
      expect(after).toEqual({ ...before, workload: { ...before.workload, leaseUntil, lastHeartbeatAt } })
    })

    it('says that somebody wants the workload killed', async ({ store }) => {
      const { id, token } = await leased(store)
      await store.killWorkload(id, admin, because)
      expect(await store.renewLease(id, token, rex)).toMatchObject({ killRequested: true })
    })
  })

  describe('a runner without the lease', () => {
    /** What it may do with a lease, and with no other. */
    const acts = [
      ['renewLease', (store, id, token, who) => store.renewLease(id, token, who)],
      ['reportLogs', (store, id, token, who) => store.reportLogs(id, token, [line(0)], who)],
      ['finish', (store, id, token, who) => store.finish(id, token, { status: 'completed' }, who)],
    ] satisfies [
      string,
      (store: Parameters<typeof leased>[0], id: string, token: string, who: typeof rex) => Promise<unknown>,
    ][]

    for (const [name, act] of acts) {
      it(`changes nothing by ${name}, whatever it knows`, async ({ store }) => {
        const other = await leased(store, roy)
        const { id, token } = await leased(store)
        const before = await everythingOf(store, id)
        for (const [forId, forToken, who] of [
          [id, 'not the token', rex],
          [id, other.token, rex],
          [id, token, roy],
          [id, other.token, roy],
          [other.id, token, rex],
          [UNKNOWN_ID, token, rex],
        ] as const) {
          expect(await refusalOf(act(store, forId, forToken, who))).toEqual({ code: 'LEASE_LOST' })
        }
        expect(await everythingOf(store, id)).toEqual(before)
      })

      for (const [how, end] of [
        ['an override', (store, id) => store.overrideWorkloadStatus(id, 'failed', admin, because)],
        ['a status', (store, id) => store.updateWorkloadStatus(id, 'killed', admin)],
        ['an update', (store, id) => store.updateWorkload(id, { status: 'failed' }, admin)],
      ] satisfies [string, (store: Parameters<typeof leased>[0], id: string) => Promise<unknown>][]) {
        it(`has lost it to ${how}: ${name} is LEASE_LOST`, async ({ store }) => {
          const { id, token } = await leased(store)
          await end(store, id)
          const { workload } = await everythingOf(store, id)
          expect(await refusalOf(act(store, id, token, rex))).toEqual({ code: 'LEASE_LOST' })
          expect((await everythingOf(store, id)).workload).toEqual(workload)
        })
      }
    }
  })

  describe('reportLogs', () => {
    it('stores lines once, however often a batch is sent', async ({ store }) => {
      const { id, token } = await leased(store)
      const batch = [line(0, 'one'), line(1, 'two')]
      expect(await store.reportLogs(id, token, batch, rex)).toEqual({ accepted: 2, repeated: 0 })
      const more = [...batch, line(2, 'three')]
      expect(await store.reportLogs(id, token, more, rex)).toEqual({ accepted: 1, repeated: 2 })
      const { items } = await store.listLogLines(id)
      expect(items.map((item) => item.line)).toEqual(['one', 'two', 'three'])
      expect(await store.getWorkload(id)).toMatchObject({ logBytes: 11, revision: 2 })
    })

    it('refuses another line under a used number, naming it', async ({ store }) => {
      const { id, token } = await leased(store)
      await store.reportLogs(id, token, [line(0, 'one')], rex)
      const refusal = await refusalOf(store.reportLogs(id, token, [line(1), line(0, 'other')], rex))
      expect(refusal).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'lines.1.seq' }] })
    })
  })

  describe('a leased workload', () => {
    it('goes on until its runner confirms that it was killed', async ({ store, clock }) => {
      const { id, token } = await leased(store)
      clock.advance(SECOND)
      const asked = await store.killWorkload(id, admin, because)
      expect(asked).toMatchObject({
        status: 'running',
        killRequestedAt: iso(START + SECOND),
        leasedBy: 'rex',
      })
      clock.advance(SECOND)
      const { workload } = await store.finish(id, token, { status: 'killed' }, rex)
      expect(workload).toMatchObject({
        status: 'killed',
        cause: 'operator',
        killRequestedAt: iso(START + SECOND),
        finishedAt: iso(START + 2 * SECOND),
        durationMs: 2 * SECOND,
        leasedBy: null,
      })
      expect(await lastEventOf(store, id)).toMatchObject({ kind: 'transitioned', actor: { id: 'rex' } })
    })

    for (const status of ['completed', 'failed'] as const) {
      it(`that was to be killed is ${status} when that came first`, async ({ store }) => {
        const { id, token } = await leased(store)
        await store.killWorkload(id, admin, because)
        const { workload } = await store.finish(id, token, { status }, rex)
        expect(workload.status).toBe(status)
      })
    }
  })
}
