import { describe, expect } from 'vitest'
import { admin, app, everythingOf, HOUR, iso, MINUTE, refusalOf, START, workloadIn } from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

const report = {
  status: 'failed',
  cause: 'exit',
  exitCode: 1,
  error: 'no',
  output: { contentType: 'text/plain', encoding: 'utf8', data: 'half', bytes: 8, truncated: true },
  durationMs: 5_000,
  startedAt: iso(START),
  finishedAt: iso(START + 5_000),
} as const

export function exerciseRepeatedReport(it: StoreTest): void {
  describe('a repeated report', () => {
    it('changes nothing, adds no event and succeeds', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'running', {}, app)
      clock.advance(MINUTE)
      const first = await store.updateWorkload(id, report, app)
      const before = await everythingOf(store, id)
      clock.advance(HOUR)
      expect(await store.updateWorkload(id, report, app)).toEqual(first)
      expect(await everythingOf(store, id)).toEqual(before)
    })

    it('succeeds whatever part of it is repeated, in whatever words', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'running', {}, app)
      clock.advance(MINUTE)
      await store.updateWorkload(id, report, app)
      const before = await everythingOf(store, id)
      for (const part of [
        { status: 'failed' as const },
        { exitCode: 1, error: 'no' },
        { startedAt: '2026-03-01T13:00:00+01:00' },
        { output: report.output },
        {},
      ]) {
        expect(await store.updateWorkload(id, part, app)).toMatchObject({ revision: 3 })
      }
      expect(await everythingOf(store, id)).toEqual(before)
    })

    it('succeeds whatever ifRevision says', async ({ store }) => {
      const { id } = await workloadIn(store, 'completed', {}, app)
      const again = await store.updateWorkload(id, { status: 'completed' }, app, { ifRevision: 1 })
      expect(again.revision).toBe(3)
    })

    it('succeeds with nulls where nothing is', async ({ store }) => {
      const { id } = await workloadIn(store, 'pending', {}, app)
      const nothing = { cause: null, output: null, exitCode: null, error: null, durationMs: null }
      const noTimes = { startedAt: null, finishedAt: null }
      expect((await store.updateWorkload(id, { ...nothing, ...noTimes }, app)).revision).toBe(1)
    })

    it('is one no more when a single value is another', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'running', {}, app)
      clock.advance(MINUTE)
      await store.updateWorkload(id, report, app)
      for (const other of [
        { exitCode: 2 },
        { error: 'no ' },
        { durationMs: 5_001 },
        { finishedAt: iso(START + 5_001) },
        { output: { ...report.output, data: 'hale' } },
        { output: { ...report.output, bytes: 9 } },
        { output: { ...report.output, contentType: 'text/html' } },
        { output: { ...report.output, encoding: 'base64' as const } },
        { output: null },
      ]) {
        const change = store.updateWorkload(id, { ...report, ...other }, app)
        expect(await refusalOf(change)).toEqual({ code: 'FORBIDDEN' })
      }
    })

    it('is not harmless to updateWorkloadStatus, which always is a transition', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      const refusal = await refusalOf(store.updateWorkloadStatus(id, 'running', admin))
      expect(refusal).toMatchObject({ code: 'INVALID_TRANSITION', from: 'running', to: 'running' })
    })
  })
}
