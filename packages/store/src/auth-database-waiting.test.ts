import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@isola/domain'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import Database from 'better-sqlite3'
import { describe, expect, it, vi } from 'vitest'
import { type AuthDatabase, authDatabase, provideAuthDatabase } from './auth-database.ts'
import { openStore } from './open-store.ts'
import { scratchFolder } from './sqlite/migrate-testing.ts'
import type { Store } from './store.ts'
import { person } from './testing/accounts.ts'
import { admin, START } from './testing/fixtures.ts'
import { openParts } from './testing/store-parts.ts'

const waitingTest = it
  .extend('folder', async ({ task: _ }, { onCleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), 'isola-accounts-'))
    onCleanup(() => rm(folder, { recursive: true }))
    return folder
  })
  .extend('store', async ({ folder }, { onCleanup }) => {
    const store = await openStore({ url: `file:${join(folder, 'isola.db')}` })
    onCleanup(() => store.close())
    return store
  })
  .extend('database', ({ store }) => authDatabase(store))
  .extend('other', async ({ folder, store: _ }, { onCleanup }) => {
    const other = new Database(join(folder, 'isola.db'))
    onCleanup(() => {
      other.close()
    })
    return other
  })

const at = new Date(START)
const session = (userId: string) => ({
  data: { id: 's', token: 't', userId, expiresAt: at, createdAt: at, updatedAt: at },
})
const key = {
  data: {
    id: 'k',
    name: 'k',
    role: 'viewer',
    keyHash: 'a'.repeat(64),
    start: 'isk_',
    createdBy: '{}',
    createdAt: at,
  },
}

/** What a request is authenticated by. */
async function lookUp({ authSession, apiKey }: AuthDatabase) {
  const found = await authSession.findUnique({ where: { token: 't' }, include: { user: true } })
  const known = await apiKey.findUnique({ where: { keyHash: 'a'.repeat(64) } })
  return [found?.user.id, known?.id, found?.expiresAt]
}

describe('accounts, while another program holds the file for writing,', () => {
  waitingTest('are looked up all the same', async ({ database, other, store }) => {
    await database.authUser.create(person('vera'))
    await database.authSession.create(session('vera'))
    await database.apiKey.create(key)
    other.exec('BEGIN IMMEDIATE')
    let written = false
    const writing = store.appendAudit({ action: 'waits' }, admin).then(() => {
      written = true
    })
    // The lane has the connection by now, and waits with it.
    await vi.waitFor(() => expect(store.queuedWrites()).toBe(0))
    expect(await lookUp(database)).toEqual(['vera', 'k', at])
    expect(written).toBe(false)
    other.exec('COMMIT')
    await writing
  })

  waitingTest(
    'are not changed, and STORE_BUSY says so, when it takes too long',
    async ({ database, other }) => {
      other.exec('BEGIN IMMEDIATE')
      let begun = false
      const recorded = database.recorded({ action: 'a' }, admin, async ({ authUser }) => {
        begun = true
        await authUser.create(person('vera'))
      })
      await expect(recorded).rejects.toMatchObject({ code: 'STORE_BUSY' })
      other.exec('COMMIT')
      await database.recorded({ action: 'b' }, admin, ({ authUser }) => authUser.create(person('oleg')))
      expect(begun).toBe(false)
      expect(await database.authUser.findMany({ select: { id: true } })).toEqual([{ id: 'oleg' }])
    },
  )
})

describe('accounts', () => {
  waitingTest(
    'are read as they were last written, by whoever wrote them',
    async ({ database, other, store }) => {
      for (let n = 0; n < 50; n++) {
        const id = `person ${n}`
        if (n % 2 === 0) await database.authUser.create(person(id))
        else await database.recorded({ action: 'a' }, admin, ({ authUser }) => authUser.create(person(id)))
        expect(await database.authUser.findUnique({ where: { id } })).toMatchObject(person(id).data)
        await store.appendAudit({ action: 'beside' }, admin)
        expect(await database.authUser.count()).toBe(n + 1)
      }
      other.prepare("UPDATE auth_users SET disabled = 1 WHERE id = 'person 3'").run()
      expect(await database.authUser.findUnique({ where: { id: 'person 3' } })).toMatchObject({
        disabled: true,
      })
    },
  )

  waitingTest(
    'are read inside a transaction as that has written them, and outside as before',
    async ({ database }) => {
      await database.recorded({ action: 'a' }, admin, async ({ authUser }) => {
        await authUser.create(person('vera'))
        expect(await authUser.count()).toBe(1)
        expect(await database.authUser.count()).toBe(0)
      })
      expect(await database.authUser.count()).toBe(1)
    },
  )

  waitingTest(
    'keep to the outcome of a transaction that runs out of time: nothing is written',
    async ({ database, store }) => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      try {
        const recorded = database.recorded({ action: 'a' }, admin, async ({ authUser }) => {
          await authUser.create(person('vera'))
          await vi.advanceTimersByTimeAsync(60_000)
        })
        await expect(recorded).rejects.toMatchObject({ code: 'STORE_BUSY' })
      } finally {
        vi.useRealTimers()
      }
      expect(await database.authUser.count()).toBe(0)
      expect((await store.listAudit()).items).toEqual([])
    },
  )

  it('are changed once COMMIT was sent, however long that takes, and no time limit says otherwise', async () => {
    const { store, writer } = await openParts(join(scratchFolder(), 'isola.db'))
    const disk = { commit: () => {}, reached: () => {} }
    const sent = new Promise<void>((resolve) => {
      disk.reached = resolve
    })
    const released = new Promise<void>((resolve) => {
      disk.commit = resolve
    })
    const slow: SqlDriverAdapter = {
      ...writer.adapter,
      async startTransaction(isolation) {
        const transaction = await writer.adapter.startTransaction(isolation)
        const executeRaw: typeof transaction.executeRaw = async (query) => {
          if (query.sql === 'COMMIT') {
            disk.reached()
            await released
          }
          return transaction.executeRaw(query)
        }
        return { ...transaction, executeRaw }
      },
    }
    const accounts = store as Store
    provideAuthDatabase(accounts, slow, systemClock)
    const database = authDatabase(accounts)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      let settled = false
      const recorded = database
        .recorded({ action: 'a' }, admin, ({ authUser }) => authUser.create(person('vera')))
        .finally(() => {
          settled = true
        })
      await sent
      await vi.advanceTimersByTimeAsync(60_000)
      expect(settled).toBe(false)
      disk.commit()
      expect(await recorded).toMatchObject(person('vera').data)
    } finally {
      vi.useRealTimers()
    }
    expect(await database.authUser.count()).toBe(1)
    expect((await store.listAudit()).items).toHaveLength(1)
  })
})
