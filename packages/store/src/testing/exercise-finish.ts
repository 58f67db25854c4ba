import type { RunnerReportInput } from '@isola/domain'
import { describe, expect } from 'vitest'
import type { Store } from '../store.ts'
import {
  admin,
  eventsOf,
  everythingOf,
  faultyFieldsOf,
  iso,
  lastEventOf,
  MINUTE,
  refusalOf,
  START,
} from './fixtures.ts'
import { leased, rex, roy } from './runners.ts'
import type { StoreTest } from './store-test.ts'

const OUTPUT = { contentType: 'application/json', encoding: 'utf8', data: '{"a":1}' } as const
const rejectedOf = async (store: Store, id: string) =>
  (await eventsOf(store, id)).filter(({ kind }) => kind === 'report_rejected')

export function exerciseFinish(it: StoreTest): void {
  describe('finish', () => {
    it('records the whole outcome and ends the lease', async ({ store, clock }) => {
      const { id, token } = await leased(store)
      clock.advance(MINUTE)
      const report = { status: 'completed', exitCode: 0, output: OUTPUT, durationMs: 1_234 } as const
      const { workload, repeated } = await store.finish(id, token, report, rex)
      expect(repeated).toBe(false)
      expect(workload).toMatchObject({
        status: 'completed',
        cause: null,
        exitCode: 0,
        durationMs: 1_234,
        finishedAt: iso(START + MINUTE),
        leasedBy: null,
        leaseUntil: null,
        lastHeartbeatAt: null,
        nodeId: 'rex',
        revision: 3,
      })
      expect((await store.getWorkload(id)).output).toEqual({ ...OUTPUT, bytes: 7, truncated: false })
      expect((await store.verify()).problems).toEqual([])
    })

    it.for([
      [{ status: 'failed' }, 'reported'],
      [{ status: 'failed', exitCode: 3 }, 'exit'],
      [{ status: 'failed', exitCode: 137, cause: 'memory' }, 'memory'],
      [{ status: 'failed', cause: 'backend', error: 'no cgroup' }, 'backend'],
      [{ status: 'completed' }, null],
    ] satisfies [RunnerReportInput, string | null][])(
      'gives the cause of %o',
      async ([report, cause], { store }) => {
        const { id, token } = await leased(store)
        const { workload } = await store.finish(id, token, report, rex)
        expect(workload).toMatchObject({ status: report.status, cause })
      },
    )

    it.for([
      { status: 'killed' },
      { status: 'killed', cause: 'operator', exitCode: 143, output: OUTPUT },
    ] satisfies RunnerReportInput[])(
      'records %o only after a kill was requested',
      async (report, { store }) => {
        const { id, token } = await leased(store)
        const before = await everythingOf(store, id)
        expect(await faultyFieldsOf(store.finish(id, token, report, rex))).toEqual(['status'])
        expect(await everythingOf(store, id)).toEqual(before)
        await store.killWorkload(id, admin)
        const first = await store.finish(id, token, report, rex)
        expect(first).toMatchObject({ repeated: false, workload: { status: 'killed', cause: 'operator' } })
        expect(await store.finish(id, token, report, rex)).toEqual({ ...first, repeated: true })
        expect((await store.verify()).problems).toEqual([])
      },
    )

    it.for([
      [{ status: 'completed', exitCode: 1 }, 'exitCode'],
      [{ status: 'completed', cause: 'exit' }, 'cause'],
      [{ status: 'killed', cause: 'timeout' }, 'cause'],
      [{ status: 'failed', cause: 'lost' }, 'cause'],
      [{ status: 'failed', cause: 'unsupported' }, 'cause'],
      [{ status: 'failed', cause: 'operator' }, 'cause'],
      [{ status: 'running' }, 'status'],
      [{ status: 'failed', durationMs: -1 }, 'durationMs'],
      [{ status: 'failed', startedAt: iso(START) }, 'startedAt'],
    ] as [RunnerReportInput, string][])('refuses %o, naming %s', async ([report, field], { store }) => {
      const { id, token } = await leased(store)
      const before = await everythingOf(store, id)
      expect(await faultyFieldsOf(store.finish(id, token, report, rex))).toEqual([field])
      expect(await everythingOf(store, id)).toEqual(before)
    })

    it('takes what was noted on the way for no part of the outcome', async ({ store }) => {
      const { id, token } = await leased(store)
      await store.updateWorkload(id, { exitCode: 1, error: 'looks bad' }, admin)
      const { workload } = await store.finish(id, token, { status: 'completed' }, rex)
      expect(workload).toMatchObject({ status: 'completed', exitCode: null, errorLine: null })
    })

    it('is recorded once, however often it is sent', async ({ store, clock }) => {
      const { id, token } = await leased(store)
      const report = { status: 'failed', exitCode: 1, error: 'boom', output: OUTPUT } as const
      const first = await store.finish(id, token, report, rex)
      clock.advance(MINUTE)
      const before = await everythingOf(store, id)
      expect(await store.finish(id, token, report, rex)).toEqual({ ...first, repeated: true })
      expect(await everythingOf(store, id)).toEqual(before)
    })

    it('is still known as recorded after an admin has overridden it', async ({ store }) => {
      const { id, token } = await leased(store)
      await store.finish(id, token, { status: 'failed' }, rex)
      await store.overrideWorkloadStatus(id, 'completed', admin, { reason: 'it was fine' })
      const again = await store.finish(id, token, { status: 'failed' }, rex)
      expect(again).toMatchObject({ repeated: true, workload: { status: 'completed' } })
    })

    it('has one winner among 64 different reports, and keeps the others', async ({ store }) => {
      const { id, token } = await leased(store)
      const finishing = Array.from({ length: 64 }, (_, n) =>
        store.finish(id, token, { status: 'failed', exitCode: n + 1 }, rex),
      )
      const results = await Promise.allSettled(finishing)
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(await rejectedOf(store, id)).toHaveLength(63)
    })
  })

  describe('a report that comes too late', () => {
    it('changes nothing and is kept, with what it said beside what stands', async ({ store, clock }) => {
      const { id, token } = await leased(store)
      await store.overrideWorkloadStatus(id, 'failed', admin, { reason: 'it hangs' })
      const { workload } = await everythingOf(store, id)
      clock.advance(MINUTE)
      const report = { status: 'completed', exitCode: 0, output: OUTPUT, durationMs: 5 } as const
      expect(await refusalOf(store.finish(id, token, report, rex))).toEqual({ code: 'LEASE_LOST' })
      expect((await everythingOf(store, id)).workload).toEqual(workload)
      expect(await lastEventOf(store, id)).toMatchObject({
        kind: 'report_rejected',
        from: null,
        to: null,
        actor: { kind: 'runner', id: 'rex' },
        at: iso(START + MINUTE),
        changes: {
          status: { old: 'failed', new: 'completed' },
          exitCode: { old: null, new: 0 },
          durationMs: { old: 0, new: 5 },
          output: { old: null, new: { bytes: 7, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } },
        },
      })
      expect((await store.getAttention()).rejectedReports).toMatchObject([{ workloadId: id }])
    })

    it('is kept once for each thing that it says, however often it is sent', async ({ store }) => {
      const { id, token } = await leased(store)
      await store.overrideWorkloadStatus(id, 'failed', admin, { reason: 'it hangs' })
      const reports = [
        { status: 'completed' },
        { status: 'failed', exitCode: 1 },
        { status: 'killed' },
      ] as const
      for (const report of [...reports, ...reports, ...reports]) {
        expect(await refusalOf(store.finish(id, token, report, rex))).toEqual({ code: 'LEASE_LOST' })
      }
      const said = (await rejectedOf(store, id)).map(({ changes }) => changes?.status?.new)
      expect(said).toEqual(['completed', 'failed', 'killed'])
    })

    it('of who never had the lease leaves nothing behind', async ({ store }) => {
      const { id, token } = await leased(store)
      await store.finish(id, token, { status: 'completed' }, rex)
      const before = await everythingOf(store, id)
      for (const [forToken, who] of [
        ['a guess', rex],
        [token, roy],
      ] as const) {
        const late = store.finish(id, forToken, { status: 'failed' }, who)
        expect(await refusalOf(late)).toEqual({ code: 'LEASE_LOST' })
      }
      expect(await everythingOf(store, id)).toEqual(before)
    })

    it('of a deleted workload is LEASE_LOST', async ({ store }) => {
      const { id, token } = await leased(store)
      await store.finish(id, token, { status: 'completed' }, rex)
      await store.deleteWorkload(id, admin, { reason: 'tidying' })
      const late = store.finish(id, token, { status: 'completed' }, rex)
      expect(await refusalOf(late)).toEqual({ code: 'LEASE_LOST' })
    })
  })
}
