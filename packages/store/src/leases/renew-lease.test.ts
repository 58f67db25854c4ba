import { join } from 'node:path'
import { expect, it } from 'vitest'
import { scratchFolder } from '../sqlite/migrate-testing.ts'
import type { Store } from '../store.ts'
import { SECOND, TestClock } from '../testing/fixtures.ts'
import { capable, claimBy, LEASE, leased, register, rex, work } from '../testing/runners.ts'
import { openParts } from '../testing/store-parts.ts'

async function open(options: Parameters<typeof openParts>[1]) {
  const { store, writer } = await openParts(join(scratchFolder(), 'isola.db'), options)
  return { store: store as Store, writer }
}

it('a renewal that fails half-way has renewed nothing', async () => {
  const clock = new TestClock()
  const { store, writer } = await open({ clock })
  const { id, token } = await leased(store)
  const before = await store.getWorkload(id)
  writer.db.exec(
    `CREATE TRIGGER untouchable BEFORE UPDATE ON runners BEGIN SELECT RAISE(ABORT, 'a test'); END`,
  )
  clock.advance(10 * SECOND)
  await expect(store.renewLease(id, token, rex)).rejects.toThrow('a test')
  expect(await store.getWorkload(id)).toEqual(before)
})

it('thousands of leases that expire at once leave room for the writes of others', async () => {
  const clock = new TestClock()
  // As many as wait at most: a store that submitted all of them at once would refuse some.
  const limits = { queuedJobs: 150 }
  const { store } = await open({ clock, limits })
  await register(store, rex, [capable('isolate')])
  const leases = 300
  for (let i = 0; i < leases; i++) {
    await work(store)
    await claimBy(store, rex)
  }
  for (let passed = 0; passed < LEASE - 2 * SECOND; passed += 2 * SECOND) {
    clock.advance(2 * SECOND)
    expect(await store.expireLeases()).toBe(0)
  }
  clock.advance(2 * SECOND)
  const expiring = store.expireLeases()
  await work(store)
  expect(await expiring).toBe(leases)
  expect((await store.getWorkloadStats()).byCause.lost).toBe(leases)
})
