import type { Actor } from '@isola/domain'
import { describe, expect } from 'vitest'
import {
  admin,
  app,
  everythingOf,
  held,
  iso,
  lastEventOf,
  operator,
  refusalOf,
  START,
  workloadIn,
} from './fixtures.ts'
import type { StoreTest } from './store-test.ts'

const because = { reason: 'needed' }
const line = [{ seq: 0, stream: 'stdout', line: 'x' }] as const

export function exerciseScopes(it: StoreTest): void {
  describe('own-held', () => {
    for (const [who, actor] of [
      ['with the scope', operator],
      ['as a key without a scope', app],
      ['as a user without a scope', { kind: 'user', id: 'u', name: 'U' }],
      ['as a runner without a scope', { kind: 'runner', id: 'r', name: 'R' }],
      ['as the system with that scope', { kind: 'system', id: 's', name: 'S', scope: 'own-held' }],
    ] satisfies [string, Actor][]) {
      it(`reports on its own held workload, ${who}`, async ({ store }) => {
        const { id } = await workloadIn(store, 'running', {}, actor)
        expect(await store.appendLogLines(id, [...line], actor)).toEqual({ accepted: 1, repeated: 0 })
        await store.updateWorkload(id, { exitCode: 0 }, actor)
        expect((await store.updateWorkloadStatus(id, 'completed', actor)).status).toBe('completed')
      })

      it(`may not report on another's, nor on one that it does not hold, ${who}`, async ({ store }) => {
        const others = await workloadIn(store, 'running', {}, { ...actor, id: 'another' })
        const othersKind = await workloadIn(
          store,
          'pending',
          {},
          { ...actor, kind: actor.kind === 'key' ? 'user' : 'key' },
        )
        const notHeld = await store.createWorkload({ runtime: 'node', code: 'x' }, actor)
        for (const { id } of [others, othersKind, notHeld]) {
          const before = await everythingOf(store, id)
          for (const refused of [
            () => store.updateWorkload(id, { exitCode: 0 }, actor),
            () => store.updateWorkloadStatus(id, 'failed', actor),
            () => store.updateWorkload(id, { status: 'failed' }, actor),
            () => store.appendLogLines(id, [...line], actor),
          ]) {
            expect(await refusalOf(refused())).toEqual({ code: 'FORBIDDEN' })
          }
          expect(await everythingOf(store, id)).toEqual(before)
        }
      })
    }

    it('is told by kind and id, not by the name', async ({ store }) => {
      const { id } = await workloadIn(store, 'pending', {}, app)
      const renamed = { ...app, name: 'Billing 2' }
      expect((await store.updateWorkloadStatus(id, 'running', renamed)).createdBy).toEqual(app)
      expect((await lastEventOf(store, id))?.actor).toEqual(renamed)
    })

    it('may create, kill, retry and note, whosever the workload is', async ({ store }) => {
      const { id } = await store.createWorkload({ runtime: 'node', code: 'x' }, admin)
      await store.addNote(id, 'hello', app)
      expect((await store.killWorkload(id, app)).status).toBe('killed')
      const retry = await store.retryWorkload(id, app)
      expect(retry.createdBy).toEqual(app)
      expect((await store.createWorkload(held, app)).createdBy).toEqual(app)
    })

    it('may not amend, override, delete or give import times, not even its own', async ({ store }) => {
      const { id } = await workloadIn(store, 'failed', {}, app)
      const before = await everythingOf(store, id)
      const refused = await Promise.all(
        [
          store.updateWorkload(id, { exitCode: 1 }, app, because),
          store.overrideWorkloadStatus(id, 'completed', app, because),
          store.deleteWorkload(id, app, because),
          store.createWorkload({ ...held, createdAt: iso(START) }, app),
        ].map(refusalOf),
      )
      expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['FORBIDDEN']))
      expect(await everythingOf(store, id)).toEqual(before)
    })
  })

  describe('all', () => {
    for (const [who, actor] of [
      ['a user with the scope', admin],
      ['the system without a scope', { kind: 'system', id: 'import', name: 'Import' }],
    ] satisfies [string, Actor][]) {
      it(`may do everything on any workload: ${who}`, async ({ store }) => {
        const { id } = await workloadIn(store, 'pending', { hold: false, code: 'x' }, operator)
        await store.updateWorkloadStatus(id, 'running', actor)
        await store.updateWorkload(id, { status: 'failed' }, actor)
        await store.updateWorkload(id, { exitCode: 1 }, actor, because)
        await store.overrideWorkloadStatus(id, 'completed', actor, because)
        await store.deleteWorkload(id, actor, because)
        await store.createWorkload({ ...held, createdAt: iso(START) }, actor)
        const own = await workloadIn(store, 'pending', {}, operator)
        expect((await store.appendLogLines(own.id, [...line], actor)).accepted).toBe(1)
      })
    }

    it('may not log for a workload that a runner logs for', async ({ store }) => {
      const { id } = await store.createWorkload({ runtime: 'node', code: 'x' }, admin)
      expect(await refusalOf(store.appendLogLines(id, [...line], admin))).toEqual({ code: 'FORBIDDEN' })
    })
  })

  describe('who did it', () => {
    it('stands in createdBy and in events without the scope', async ({ store }) => {
      const { id, createdBy } = await workloadIn(store, 'pending', {}, admin)
      const stored = { kind: 'user', id: 'ada', name: 'Ada' }
      expect([createdBy, (await lastEventOf(store, id))?.actor]).toEqual([stored, stored])
      expect((await store.appendAudit({ action: 'user.invited' }, admin)).actor).toEqual(stored)
    })
  })
}
