import { describe, expect } from 'vitest'
import {
  admin,
  app,
  eventsOf,
  everythingOf,
  faultyFieldsOf,
  iso,
  MINUTE,
  refusalOf,
  START,
  workloadIn,
} from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

const result = { contentType: 'text/plain', encoding: 'utf8', data: 'done' } as const

export function exerciseUpdate(it: StoreTest): void {
  describe('updateWorkload', () => {
    it('leaves an absent field alone and clears one that is null', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      const full = { exitCode: 3, error: 'a\nb', output: result, durationMs: 7 }
      await store.updateWorkload(id, full, admin)
      await store.updateWorkload(id, { exitCode: null }, admin)
      expect(await store.getWorkload(id)).toMatchObject({
        exitCode: null,
        error: 'a\nb',
        errorLine: 'a',
        durationMs: 7,
      })
      const cleared = { error: null, output: null, durationMs: null }
      await store.updateWorkload(id, cleared, admin)
      expect(await store.getWorkload(id)).toMatchObject({ ...cleared, errorLine: null })
    })

    it('moves the status and writes the fields in one event', async ({ store, clock }) => {
      const { id } = await workloadIn(store, 'running')
      clock.advance(MINUTE)
      const summary = await store.updateWorkload(
        id,
        { status: 'completed', exitCode: 0, output: result },
        admin,
      )
      expect(summary).toMatchObject({ status: 'completed', exitCode: 0, revision: 3, durationMs: MINUTE })
      const [, , moved, ...rest] = await eventsOf(store, id)
      expect(rest).toEqual([])
      expect(moved).toMatchObject({
        kind: 'transitioned',
        from: 'running',
        to: 'completed',
        at: iso(START + MINUTE),
      })
      expect(Object.keys(moved?.changes ?? {}).sort()).toEqual(
        ['durationMs', 'exitCode', 'finishedAt', 'output', 'status'].sort(),
      )
    })

    it('answers with the summary as it then stands in lists', async ({ store }) => {
      const { id } = await workloadIn(store, 'pending')
      const summary = await store.updateWorkload(id, { status: 'running', error: 'warming up' }, admin)
      expect((await store.listWorkloads({ filter: { id } })).items).toEqual([summary])
    })

    it('takes a status that is there already for no transition, and writes the other fields', async ({
      store,
    }) => {
      const { id, startedAt } = await workloadIn(store, 'running')
      const summary = await store.updateWorkload(id, { status: 'running', exitCode: 1 }, admin)
      expect(summary).toMatchObject({ status: 'running', exitCode: 1, startedAt, revision: 3 })
      expect((await eventsOf(store, id)).at(-1)).toMatchObject({
        kind: 'updated',
        from: null,
        to: null,
        changes: { exitCode: { old: null, new: 1 } },
      })
    })

    it('writes nothing at all when the status it asks for is out of reach', async ({ store }) => {
      const { id } = await workloadIn(store, 'pending')
      const before = await everythingOf(store, id)
      const refusal = await refusalOf(
        store.updateWorkload(id, { status: 'completed', exitCode: 0, error: 'x' }, admin),
      )
      expect(refusal).toMatchObject({ code: 'INVALID_TRANSITION', from: 'pending', to: 'completed' })
      expect(await everythingOf(store, id)).toEqual(before)
    })

    it('keeps the reason and the actor, but not the scope, with the change', async ({ store }) => {
      const { id } = await workloadIn(store, 'running', {}, app)
      await store.updateWorkload(id, { exitCode: 1 }, app, { reason: 'as the log says' })
      expect((await eventsOf(store, id)).at(-1)).toMatchObject({ reason: 'as the log says', actor: app })
      await store.updateWorkload(id, { exitCode: 2 }, admin)
      const { actor, reason } = (await eventsOf(store, id)).at(-1) ?? {}
      expect({ actor, reason }).toEqual({ actor: { kind: 'user', id: 'ada', name: 'Ada' }, reason: null })
    })

    it('raises the revision by one, and follows ifRevision', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      await store.updateWorkload(id, { exitCode: 1 }, admin, { ifRevision: 2 })
      const before = await everythingOf(store, id)
      expect(await refusalOf(store.updateWorkload(id, { exitCode: 2 }, admin, { ifRevision: 2 }))).toEqual({
        code: 'REVISION_CONFLICT',
        revision: 3,
        status: 'running',
        lastEvent: {
          kind: 'updated',
          actor: { kind: 'user', id: 'ada', name: 'Ada' },
          at: iso(START),
          reason: null,
        },
      })
      expect(await everythingOf(store, id)).toEqual(before)
    })

    for (const [what, fields, update] of [
      ['a status of null', ['status'], { status: null }],
      ['an unknown status', ['status'], { status: 'paused' }],
      ['an unknown cause', ['cause'], { cause: 'boredom' }],
      ['a field that does not change', ['name'], { name: 'other' }],
      ['half an exit code', ['exitCode'], { exitCode: 0.5 }],
      ['an exit code beyond 32 bits', ['exitCode'], { exitCode: 2 ** 31 }],
      ['a negative duration', ['durationMs'], { durationMs: -1 }],
      ['half a millisecond', ['durationMs'], { durationMs: 0.5 }],
      ['a duration over 100 years', ['durationMs'], { durationMs: 3_155_760_000_001 }],
      ['an error over 64 KiB', ['error'], { error: 'é'.repeat(32 * 1024 + 1) }],
      ['a time that is none', ['startedAt'], { startedAt: '2026-02-30T00:00:00Z' }],
      ['a time without an offset', ['finishedAt'], { finishedAt: '2026-02-03T00:00:00' }],
      ['two faults at once', ['exitCode', 'durationMs'], { exitCode: 'x', durationMs: 'y' }],
    ] as const) {
      it(`refuses ${what}, and names the field`, async ({ store }) => {
        const { id } = await workloadIn(store, 'running')
        expect(await faultyFieldsOf(store.updateWorkload(id, update as object, admin))).toEqual(fields)
        expect((await store.getWorkload(id)).revision).toBe(2)
      })
    }

    it('keeps an error of 64 KiB whole, and of its first line 500 characters for lists', async ({
      store,
    }) => {
      const { id } = await workloadIn(store, 'running')
      const line = '😀'.repeat(600)
      const error = `${line}\n`.padEnd(64 * 1024 - 600 * 2, 'x')
      expect((await store.updateWorkload(id, { error }, admin)).errorLine).toBe('😀'.repeat(500))
      expect((await store.getWorkload(id)).error).toBe(error)
    })

    for (const [what, error, line] of [
      ['ends at a line feed', 'first\nsecond', 'first'],
      ['ends at a carriage return, with a line feed', 'first\r\nsecond', 'first'],
      ['ends at a carriage return', 'first\rsecond', 'first'],
      ['is the first that is not empty', '\n\r\n\rfirst\nsecond', 'first'],
      ['holds NULs', 'disk\u0000 is full\nsecond', 'disk\u0000 is full'],
      ['may be nothing but a NUL', '\u0000\nsecond', '\u0000'],
      ['is cut after 500 characters, NULs among them', `${'\u0000é'.repeat(300)}`, '\u0000é'.repeat(250)],
      ['is empty of an error without text', '\r\n\n', ''],
      ['is empty of an empty error', '', ''],
    ] as const) {
      it(`shows of an error the first line, which ${what}`, async ({ store }) => {
        const { id } = await workloadIn(store, 'running')
        expect((await store.updateWorkload(id, { error }, admin)).errorLine).toBe(line)
        expect(await store.getWorkload(id)).toMatchObject({ error, errorLine: line })
      })
    }

    it('takes the bounds of exit codes and durations', async ({ store }) => {
      const { id } = await workloadIn(store, 'running')
      for (const exitCode of [2 ** 31 - 1, -(2 ** 31), 0]) {
        expect(await store.updateWorkload(id, { exitCode }, admin)).toMatchObject({ exitCode })
      }
      for (const durationMs of [0, 2 ** 31, 3_155_760_000_000]) {
        expect(await store.updateWorkload(id, { durationMs }, admin)).toMatchObject({ durationMs })
      }
    })
  })
}
