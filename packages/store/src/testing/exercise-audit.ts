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
      ]
      expect(await Promise.all(faults.map(faultyFieldsOf))).toEqual([
        ['action'],
        ['details'],
        ['id'],
        ['limit'],
        ['cursor'],
      ])
      expect((await store.listAudit()).items).toEqual([])
    })
  })
}
