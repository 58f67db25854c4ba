import { join } from 'node:path'
import { expect, it } from 'vitest'
import { authDatabase } from './auth-database.ts'
import { openStore } from './open-store.ts'
import { scratchFolder } from './sqlite/migrate-testing.ts'
import type { Store } from './store.ts'
import { person } from './testing/accounts.ts'
import { sayFigures } from './testing/figures.ts'
import { admin, allPages } from './testing/fixtures.ts'
import { lostOf, putUnderLoad } from './testing/load.ts'

const rounds = process.env.ISOLA_FAULTS === 'full' ? 100 : 5

async function auditOf(store: Store) {
  const pages = await allPages((from) => store.listAudit({ limit: 200, ...from }))
  return pages.flatMap(({ items }) => items.map(({ action, target }) => `${action} ${target}`))
}

it('accounts and workloads lose nothing that was acknowledged, whoever rolls back beside them', {
  timeout: 600_000,
}, async () => {
  const url = `file:${join(scratchFolder(), 'isola.db')}`
  const store = await openStore({ url })
  const database = authDatabase(store)
  const people = new Set<string>()
  const trail: string[] = []

  const add = async (target: string) => {
    await database.recorded({ action: 'added', target }, admin, ({ authUser }) =>
      authUser.create(person(target)),
    )
    people.add(target)
    trail.push(`added ${target}`)
  }
  const rollBack = (target: string) =>
    expect(
      database.recorded({ action: 'forgotten', target }, admin, async ({ authUser }) => {
        await authUser.create(person(target))
        await authUser.count()
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
  /** Their e-mail is somebody's: SQLite refuses the statement. */
  const clash = (target: string) =>
    expect(
      database.recorded({ action: 'clashed', target }, admin, async ({ authUser }) => {
        await authUser.create(person(`${target} kept`))
        await authUser.create({
          data: { ...person(target).data, email: person(`${target} kept`).data.email },
        })
      }),
    ).rejects.toThrow()
  /** As a library does it, without a transaction. */
  const addAlone = async (target: string) => {
    await database.authUser.create(person(target))
    people.add(target)
  }
  const append = async (target: string) => {
    await store.appendAudit({ action: 'appended', target }, admin)
    trail.push(`appended ${target}`)
  }

  const acts = [add, rollBack, addAlone, clash, append, rollBack]
  const act = async (caller: number) => {
    for (let turn = 0; turn < rounds * acts.length; turn++) {
      await acts[(caller + turn) % acts.length]?.(`${caller} ${turn}`)
    }
  }
  const load = putUnderLoad(store, 32)
  await Promise.all(Array.from({ length: 6 }, (_, caller) => act(caller)))
  await load.stop()
  expect(load.refusals).toEqual([])
  await store.close()

  const reopened = await openStore({ url })
  const stored = await authDatabase(reopened).authUser.findMany({ select: { id: true } })
  expect(stored.map(({ id }) => id).sort()).toEqual([...people].sort())
  expect((await auditOf(reopened)).sort()).toEqual(trail.sort())
  expect(await lostOf(reopened, load.acknowledged)).toEqual([])
  expect((await reopened.verify()).problems).toEqual([])
  await reopened.close()
  sayFigures('accounts beside workloads, 0 acknowledged lost', {
    people: people.size,
    'audit entries': trail.length,
    workloads: load.acknowledged.size,
  })
})
