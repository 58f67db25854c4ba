import { type AuditQuery, LIMITS } from '@isola/domain'
import { describe, expect } from 'vitest'
import { admin, app, faultyFieldsOf, iso, MINUTE, START } from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

export function exerciseAudit(it: StoreTest): void {
  describe('the audit trail', () => {
    it('keeps who did what, to whom and when', async ({ store, clock }) => {
      clock.advance(MINUTE)
      const details = { role: ['viewer', 'admin'], note: 'é' }
      const entry = await store.appendAudit({ action: 'user.role', target: 'user:7', details }, app)
      expect(entry).toEqual({
        seq: expect.any(Number),
        at: iso(START + MINUTE),
        actor: app,
        action: 'user.role',
        target: 'user:7',
        details,
      })
      const bare = await store.appendAudit({ action: 'key.revoked' }, admin)
      expect(bare).toMatchObject({ target: null, details: null })
      expect((await store.listAudit()).items).toEqual([bare, entry])
    })

    it('lists newest first, page by page, and stays where it is under new entries', async ({ store }) => {
      for (const action of ['a', 'b', 'c', 'd', 'e']) await store.appendAudit({ action }, admin)
      const first = await store.listAudit({ limit: 2 })
      expect(first.items.map(({ action }) => action)).toEqual(['e', 'd'])
      await store.appendAudit({ action: 'f' }, admin)
      const second = await store.listAudit({ limit: 2, cursor: first.nextCursor ?? '' })
      expect(second.items.map(({ action }) => action)).toEqual(['c', 'b'])
      const third = await store.listAudit({ limit: 2, cursor: second.nextCursor ?? '' })
      expect(third).toMatchObject({ items: [{ action: 'a' }], nextCursor: null })
    })

    it('is narrowed by act, by whom, to whom and when, and by all of these together', async ({
      store,
      clock,
    }) => {
      await store.appendAudit({ action: 'user.created', target: 'u1' }, admin)
      clock.advance(MINUTE)
      await store.appendAudit({ action: 'user.created', target: 'u2' }, app)
      await store.appendAudit({ action: 'user.removed', target: 'u1' }, app)
      clock.advance(MINUTE)
      await store.appendAudit({ action: 'user.created', target: 'u3' }, admin)
      const found = async (query: AuditQuery) =>
        (await store.listAudit(query)).items.map(({ action, target }) => `${action} ${target}`)

      expect(await found({ action: 'user.removed' })).toEqual(['user.removed u1'])
      expect(await found({ target: 'u1' })).toEqual(['user.removed u1', 'user.created u1'])
      const { kind, id } = app
      expect(await found({ actor: { kind, id } })).toEqual(['user.removed u1', 'user.created u2'])
      expect(await found({ actor: { kind: 'runner', id } })).toEqual([])
      expect(await found({ from: iso(START + MINUTE), to: iso(START + 2 * MINUTE) })).toEqual([
        'user.removed u1',
        'user.created u2',
      ])
      const first = await store.listAudit({ action: 'user.created', from: iso(START + MINUTE), limit: 1 })
      expect(first.items).toMatchObject([{ target: 'u3' }])
      const second = await store.listAudit({ action: 'user.created', cursor: first.nextCursor ?? '' })
      expect(second).toMatchObject({ items: [{ target: 'u2' }, { target: 'u1' }], nextCursor: null })
    })

    it('looks at 20,000 entries a request, and says where a filter goes on', async ({ store }) => {
      await store.appendAudit({ action: 'needle' }, admin)
      const straw = () => store.appendAudit({ action: 'hay' }, admin)
      for (let rows = 0; rows < LIMITS.scannedRows; rows += 1_000)
        await Promise.all(Array.from({ length: 1_000 }, straw))
      const page = await store.listAudit({ action: 'needle' })
      expect(page).toEqual({ items: [], nextCursor: expect.any(String) })
      const next = await store.listAudit({ action: 'needle', cursor: page.nextCursor ?? '' })
      expect(next).toMatchObject({ items: [{ action: 'needle' }], nextCursor: null })
    })

    it('is empty at first, and survives a restart', async ({ store, record }) => {
      expect(await store.listAudit()).toEqual({ items: [], nextCursor: null })
      const entry = await store.appendAudit({ action: 'a' }, admin)
      expect((await (await record.reopen()).listAudit()).items).toEqual([entry])
    })

    it('refuses an act without a name, details that JSON cannot say, limits and cursors that are none', async ({
      store,
    }) => {
      const faults = [
        store.appendAudit({ action: ' ' }, admin),
        store.appendAudit({ action: 'a', details: Number.NaN }, admin),
        store.appendAudit({ action: 'a' }, { ...admin, id: '' }),
        store.listAudit({ limit: 201 }),
        store.listAudit({ cursor: '-1' }),
        store.listAudit({ from: 'yesterday' }),
      ]
      expect(await Promise.all(faults.map(faultyFieldsOf))).toEqual([
        ['action'],
        ['details'],
        ['id'],
        ['limit'],
        ['cursor'],
        ['from'],
      ])
      expect((await store.listAudit()).items).toEqual([])
    })
  })
}
