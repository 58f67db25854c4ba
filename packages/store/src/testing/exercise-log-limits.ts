import { LIMITS } from '@isola/domain'
import { describe, expect } from 'vitest'
import type { Store } from '../store.ts'
import { admin, workloadIn } from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

const FULL_LINE = 'x'.repeat(LIMITS.logLineBytes)
const LINES = LIMITS.logBytes / LIMITS.logLineBytes

/** Lines of 64 KiB, from a number up. */
const append = (store: Store, id: string, from: number, count: number, line = FULL_LINE) =>
  store.appendLogLines(
    id,
    Array.from({ length: count }, (_, i) => ({ seq: from + i, stream: 'stdout' as const, line })),
    admin,
  )

export function exerciseLogLimits(it: StoreTest): void {
  describe('a log', () => {
    it('holds 64 MiB; what is beyond is dropped, and the workload says so', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      await append(store, id, 0, 1_000)
      expect(await append(store, id, 1_000, LINES - 1_001)).toEqual({ accepted: LINES - 1_001, repeated: 0 })
      expect(await append(store, id, LINES - 1, 1)).toEqual({ accepted: 1, repeated: 0 })
      const full = { logBytes: LIMITS.logBytes, logsTruncated: false }
      expect(await store.getWorkload(id)).toMatchObject(full)

      expect(await append(store, id, LINES, 1, 'y')).toEqual({ accepted: 0, repeated: 0 })
      expect(await store.getWorkload(id)).toMatchObject({ ...full, logsTruncated: true })
      expect(await append(store, id, LINES - 1, 2)).toEqual({ accepted: 0, repeated: 1 })
      const { items } = await store.listLogLines(id, { direction: 'backward', limit: 1 })
      expect(items.map(({ seq }) => seq)).toEqual([LINES - 1])
    })

    it('leaves no gap: once a line has found no room, shorter ones find none either', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      await append(store, id, 0, 1_000)
      await append(store, id, 1_000, LINES - 1_001)
      await append(store, id, LINES - 1, 1, 'short')
      expect(await append(store, id, LINES, 2)).toEqual({ accepted: 0, repeated: 0 })
      expect(await append(store, id, LINES + 2, 1, 'short')).toEqual({ accepted: 0, repeated: 0 })
      expect(await store.getWorkload(id)).toMatchObject({
        logsTruncated: true,
        logBytes: LIMITS.logBytes - LIMITS.logLineBytes + 5,
      })
    })
  })
}
