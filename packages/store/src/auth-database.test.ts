import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AuditInput } from '@isola/domain'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { authDatabase } from './auth-database.ts'
import { openStore } from './open-store.ts'
import { person } from './testing/accounts.ts'
import { admin, app, faultyFieldsOf, iso, MINUTE, START, TestClock } from './testing/fixtures.ts'

const accountsTest = it
  .extend('clock', () => new TestClock())
  .extend('folder', async ({ clock: _ }, { onCleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), 'isola-accounts-'))
    onCleanup(() => rm(folder, { recursive: true }))
    return folder
  })
  .extend('store', async ({ clock, folder }, { onCleanup }) => {
    const store = await openStore({ url: `file:${join(folder, 'isola.db')}`, clock })
    onCleanup(() => store.close())
    return store
  })
  .extend('database', ({ store }) => authDatabase(store))

const entry: AuditInput = { action: 'user.created', target: 'user:7', details: { role: ['viewer', 'é'] } }

describe('what is recorded', () => {
  accountsTest(
    'is done, and stands in the audit trail: who did what, to whom and when',
    async ({ store, clock, database }) => {
      clock.advance(MINUTE)
      const made = await database.recorded(entry, app, ({ authUser }) => authUser.create(person('vera')))
      expect(made).toMatchObject(person('vera').data)
      expect(await database.authUser.findMany()).toEqual([made])
      const { items } = await store.listAudit()
      expect(items).toEqual([{ ...entry, seq: 1, at: iso(START + MINUTE), actor: app }])
      // As if the store had appended it.
      const appended = await store.appendAudit(entry, app)
      expect({ ...appended, seq: 1 }).toEqual(items[0])
      await database.recorded({ action: 'bare' }, admin, () => Promise.resolve())
      expect((await store.listAudit()).items[0]).toMatchObject({ seq: 3, target: null, details: null })
    },
  )

  accountsTest(
    'is neither done nor in the trail when the work throws, and says what it threw',
    async ({ store, database }) => {
      const reason = new Error('changed my mind')
      const recorded = database.recorded(entry, admin, async ({ authUser, apiKey }) => {
        await authUser.create(person('vera'))
        await authUser.create(person('oleg'))
        await apiKey.count()
        throw reason
      })
      await expect(recorded).rejects.toBe(reason)
      expect(await database.authUser.count()).toBe(0)
      expect((await store.listAudit()).items).toEqual([])
    },
  )

  accountsTest('is not done when the trail cannot be written to', async ({ folder, store, database }) => {
    const shell = new Database(join(folder, 'isola.db'))
    shell.exec(`CREATE TRIGGER no_trail BEFORE INSERT ON audit_entries WHEN NEW.action = 'doomed'
      BEGIN SELECT RAISE(ABORT, 'no trail'); END`)
    shell.close()
    const doomed = database.recorded({ action: 'doomed' }, admin, ({ authUser }) =>
      authUser.create(person('vera')),
    )
    await expect(doomed).rejects.toThrow()
    expect(await database.authUser.count()).toBe(0)
    await database.recorded(entry, admin, ({ authUser }) => authUser.create(person('vera')))
    expect((await store.listAudit()).items).toHaveLength(1)
  })

  accountsTest(
    'is not begun when the entry or the actor is none, and the refusal names the field',
    async ({ store, database }) => {
      let begun = 0
      const work = async () => {
        begun++
      }
      const faults = [
        database.recorded({ action: ' ' }, admin, work),
        database.recorded({ action: 'a', details: Number.NaN }, admin, work),
        database.recorded({ action: 'a', target: 'x'.repeat(501) }, admin, work),
        database.recorded({ action: 'a' }, { ...admin, id: '' }, work),
      ]
      expect(await Promise.all(faults.map(faultyFieldsOf))).toEqual([
        ['action'],
        ['details'],
        ['target'],
        ['id'],
      ])
      expect(begun).toBe(0)
      expect((await store.listAudit()).items).toEqual([])
    },
  )

  accountsTest(
    'keeps to the triggers: the last admin stays, and nothing says otherwise',
    async ({ store, database }) => {
      await database.recorded(entry, admin, ({ authUser }) => authUser.create(person('ada', 'admin')))
      const demoted = database.recorded({ action: 'demoted' }, admin, ({ authUser }) =>
        authUser.update({ where: { id: 'ada' }, data: { role: 'viewer' } }),
      )
      const cause = { originalMessage: 'isola: the last admin stays' }
      await expect(demoted).rejects.toMatchObject({ meta: { driverAdapterError: { cause } } })
      expect((await store.listAudit()).items.map(({ action }) => action)).toEqual([entry.action])
    },
  )
})

describe('the database for accounts', () => {
  accountsTest('is that of an open store, and of no other object', async ({ store, database }) => {
    expect(authDatabase(store)).toBe(database)
    for (const foreign of [{ ...store }, Object.create(store)]) {
      expect(() => authDatabase(foreign)).toThrow('no database for accounts')
    }
  })

  accountsTest('answers STORE_BUSY once the store is closed', async ({ store, database }) => {
    await database.authUser.create(person('vera'))
    await store.close()
    await expect(database.authUser.findMany()).rejects.toMatchObject({ code: 'STORE_BUSY' })
    await expect(database.authSession.findUnique({ where: { token: 't' } })).rejects.toMatchObject({
      code: 'STORE_BUSY',
    })
  })

  accountsTest('hands out no table of workloads or of the trail', ({ database }) => {
    expect(Object.keys(database).sort()).toEqual([
      'apiKey',
      'authAccount',
      'authSession',
      'authUser',
      'authVerification',
      'client',
      'failedSignIns',
      'recorded',
      'recording',
    ])
  })

  accountsTest('is there after a restart, and in a backup', async ({ folder, clock, store, database }) => {
    await database.recorded(entry, admin, ({ authUser }) => authUser.create(person('vera')))
    const copy = join(folder, 'copy.db')
    await store.backup(copy)
    await store.close()
    for (const file of [join(folder, 'isola.db'), copy]) {
      const opened = await openStore({ url: `file:${file}`, clock })
      expect(await authDatabase(opened).authUser.findMany()).toMatchObject([person('vera').data])
      expect((await opened.listAudit()).items).toHaveLength(1)
      expect((await opened.verify()).problems).toEqual([])
      await opened.close()
    }
  })
})
