import {
  bucketEdges,
  bucketOf,
  CAUSES,
  ISOLATIONS,
  RUNTIMES,
  STATUSES,
  type StatsFilter,
  type WorkloadSummary,
} from '@isola/domain'
import { describe, expect } from 'vitest'
import type { Store } from '../store.ts'
import { admin, completedAfter, faultyFieldsOf, MINUTE, workloadIn } from './fixtures.ts'
import type { StoreTest } from './store-test.ts'
import { makeVariedWorkloads } from './varied-workloads.ts'

const because = { reason: 'a correction' }

const countBy = <Key extends string>(keys: readonly Key[], values: (string | null)[]) =>
  Object.fromEntries(keys.map((key) => [key, values.filter((value) => value === key).length]))

/** Nearest rank: the least duration that so many percent do not exceed, as the upper edge of its bucket. */
function rank(sorted: number[], percent: number): number {
  const duration = sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? Number.NaN
  return bucketEdges(bucketOf(duration)).toMs
}

/** Statistics as a plain reading of the rows gives them. */
function statsOf(rows: WorkloadSummary[]) {
  const completed = rows.filter(({ status }) => status === 'completed')
  const durations = completed.flatMap(({ durationMs }) => durationMs ?? []).sort((a, b) => a - b)
  const none = durations.length === 0
  return {
    total: rows.length,
    byStatus: countBy(
      STATUSES,
      rows.map(({ status }) => status),
    ),
    byIsolation: countBy(
      ISOLATIONS,
      rows.map(({ isolation }) => isolation),
    ),
    byRuntime: countBy(
      RUNTIMES,
      rows.map(({ runtime }) => runtime),
    ),
    byCause: countBy(
      CAUSES,
      rows.map(({ cause }) => cause),
    ),
    averageDurationMs: none ? null : durations.reduce((sum, one) => sum + one, 0) / durations.length,
    durationMs: none
      ? null
      : { p50: rank(durations, 50), p95: rank(durations, 95), p99: rank(durations, 99) },
  }
}

const everyFilter: StatsFilter[] = [undefined, ...ISOLATIONS].flatMap((isolation) =>
  [undefined, ...RUNTIMES].map((runtime) => ({
    ...(isolation && { isolation }),
    ...(runtime && { runtime }),
  })),
)

async function expectStatsOfRows(store: Store): Promise<void> {
  const { items } = await store.listWorkloads({ limit: 200 })
  for (const filter of everyFilter) {
    const rows = items.filter(
      (row) =>
        (!filter.isolation || row.isolation === filter.isolation) &&
        (!filter.runtime || row.runtime === filter.runtime),
    )
    expect(await store.getWorkloadStats(filter), JSON.stringify(filter)).toEqual(statsOf(rows))
  }
}

export function exerciseStats(it: StoreTest): void {
  describe('getWorkloadStats', () => {
    it('is what the rows add up to, whatever happened to them, narrowed or not', async ({ store, clock }) => {
      await makeVariedWorkloads(store, clock)
      await expectStatsOfRows(store)
      const { items } = await store.listWorkloads({ limit: 200 })
      const ended = items.filter(({ finishedAt }) => finishedAt !== null)
      const happenings = [
        (id: string) => store.deleteWorkload(id, admin, because),
        (id: string) => store.updateWorkload(id, { durationMs: null }, admin, because),
        (id: string) => store.retryWorkload(id, admin),
        (id: string, status: string) =>
          store.overrideWorkloadStatus(id, status === 'completed' ? 'failed' : 'completed', admin, because),
      ]
      for (const [i, { id, status }] of ended.entries()) {
        clock.advance(MINUTE)
        await happenings[i % happenings.length]?.(id, status)
      }
      await expectStatsOfRows(store)
    })

    it('averages completed workloads that have a duration, and no others', async ({ store, clock }) => {
      await completedAfter(store, clock, 100)
      await completedAfter(store, clock, 300)
      const failed = await workloadIn(store, 'running')
      clock.advance(1_000_000)
      await store.updateWorkloadStatus(failed.id, 'failed', admin)
      const never = await workloadIn(store, 'pending')
      await store.overrideWorkloadStatus(never.id, 'completed', admin, because)
      const stats = await store.getWorkloadStats()
      expect(stats.byStatus.completed).toBe(3)
      expect(stats.averageDurationMs).toBe(200)
    })

    it('takes a duration of 0 for one', async ({ store }) => {
      await workloadIn(store, 'completed')
      const stats = await store.getWorkloadStats()
      expect([stats.averageDurationMs, stats.durationMs]).toEqual([0, { p50: 0, p95: 0, p99: 0 }])
    })

    it('gives percentiles by nearest rank, exact for short durations', async ({ store, clock }) => {
      for (let durationMs = 1; durationMs <= 20; durationMs++) await completedAfter(store, clock, durationMs)
      expect((await store.getWorkloadStats()).durationMs).toEqual({ p50: 10, p95: 19, p99: 20 })
      expect((await store.getWorkloadStats()).averageDurationMs).toBe(10.5)
    })

    it('gives percentiles at most 4 % above the truth', async ({ store, clock }) => {
      const durations = [33, 1_000, 12_345, 999_999, 2 ** 31 + 1]
      for (const durationMs of durations) {
        const { id } = await completedAfter(store, clock, durationMs)
        const { p50 } = (await store.getWorkloadStats()).durationMs ?? { p50: 0 }
        expect(p50).toBeGreaterThanOrEqual(durationMs)
        expect(p50).toBeLessThanOrEqual(durationMs * 1.04)
        await store.deleteWorkload(id, admin, because)
      }
    })

    it('adds up durations past 53 bits', async ({ store }) => {
      const longest = 3_155_760_000_000
      for (let i = 0; i < 3; i++) {
        const { id } = await workloadIn(store, 'running')
        await store.updateWorkload(id, { status: 'completed', durationMs: longest - i }, admin)
      }
      expect((await store.getWorkloadStats()).averageDurationMs).toBe(longest - 1)
    })

    it('counts an isolation that nobody has resolved as auto', async ({ store }) => {
      await workloadIn(store, 'completed', { isolation: 'auto' })
      await workloadIn(store, 'completed', { isolation: 'gvisor' })
      expect((await store.getWorkloadStats()).byIsolation).toMatchObject({ auto: 1, gvisor: 1 })
    })

    it('is there again after a restart', async ({ store, clock, record }) => {
      await makeVariedWorkloads(store, clock)
      const before = await store.getWorkloadStats()
      expect(await (await record.reopen()).getWorkloadStats()).toEqual(before)
    })

    it('narrows by isolation and runtime, and refuses anything more', async ({ store }) => {
      const more = {
        status: { status: 'failed' },
        label: { isolation: 'auto', label: 'x' },
        createdFrom: { createdFrom: 'x' },
      }
      for (const [field, filter] of Object.entries(more)) {
        expect(await faultyFieldsOf(store.getWorkloadStats(filter as StatsFilter))).toEqual([field])
        expect(await faultyFieldsOf(store.getDurations(filter as StatsFilter))).toEqual([field])
      }
      expect(await faultyFieldsOf(store.getWorkloadStats({ isolation: 'none' } as object))).toEqual([
        'isolation',
      ])
      expect(await faultyFieldsOf(store.getDurations({ runtime: 'cobol' } as object))).toEqual(['runtime'])
    })
  })
}
