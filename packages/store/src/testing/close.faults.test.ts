import { join } from 'node:path'
import { isIsolaError } from '@isola/domain'
import { describe, expect, it } from 'vitest'
import { openStore } from '../open-store.ts'
import { scratchFolder } from '../sqlite/migrate-testing.ts'
import { sayFigures } from './figures.ts'
import { admin, held } from './fixtures.ts'
import { lostOf, putUnderLoad } from './load.ts'

const rounds = process.env.ISOLA_FAULTS === 'full' ? 100 : 5

describe('close() under load', () => {
  it(`gives all that was submitted an outcome, and loses nothing that was acknowledged (${rounds} times)`, {
    timeout: rounds * 20_000,
  }, async () => {
    let writes = 0
    for (let round = 0; round < rounds; round++) {
      const url = `file:${join(scratchFolder(), 'isola.db')}`
      const store = await openStore({ url })
      const load = putUnderLoad(store)
      await load.reached(1 + Math.floor(Math.random() * 500))
      await store.close()
      // Every writer ends by being refused, and by nothing else.
      await load.stop()
      const others = load.refusals.filter((error) => !isIsolaError(error, 'STORE_BUSY'))
      expect({ others, refused: load.refusals.length }).toEqual({ others: [], refused: 64 })

      const reopened = await openStore({ url })
      expect(await lostOf(reopened, load.acknowledged)).toEqual([])
      expect((await reopened.verify()).problems).toEqual([])
      await reopened.close()
      writes += load.acknowledged.size
    }
    sayFigures('close() under load, 0 acknowledged lost', { rounds, workloads: writes })
  })

  it('does all that was submitted before it', async () => {
    const url = `file:${join(scratchFolder(), 'isola.db')}`
    const store = await openStore({ url })
    const submitted = Array.from({ length: 1_000 }, () => store.createWorkload(held, admin))
    const closing = store.close()
    await expect(store.createWorkload(held, admin)).rejects.toMatchObject({ code: 'STORE_BUSY' })
    const made = await Promise.all(submitted)
    await closing
    const reopened = await openStore({ url })
    expect(await lostOf(reopened, new Map(made.map((workload) => [workload.id, workload])))).toEqual([])
    await reopened.close()
  })

  it('answers those who read meanwhile, or tells them that it is closed', async () => {
    for (let round = 0; round < rounds; round++) {
      const store = await openStore({ url: `file:${join(scratchFolder(), 'isola.db')}` })
      const { id } = await store.createWorkload(held, admin)
      const refusals: unknown[] = []
      const read = async () => {
        for (;;) {
          await store.getWorkload(id)
          await store.getWorkloadStats()
          await store.listWorkloads()
        }
      }
      const readers = Array.from({ length: 16 }, () => read().catch((error) => refusals.push(error)))
      await store.getWorkload(id)
      await store.close()
      await Promise.all(readers)
      expect(refusals).toMatchObject(refusals.map(() => ({ code: 'STORE_BUSY' })))
    }
  })

  it('lets a backup, a rebuild and a verification that are under way come to their end', async () => {
    const folder = scratchFolder()
    const store = await openStore({ url: `file:${join(folder, 'isola.db')}` })
    await store.createWorkload(held, admin)
    const working = Promise.allSettled([
      store.backup(join(folder, 'backup.db')),
      store.verify(),
      store.rebuildStats(),
    ])
    await store.close()
    expect((await working).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
    const restored = await openStore({ url: `file:${join(folder, 'backup.db')}` })
    expect(await restored.verify()).toEqual({ workloads: 1, problems: [] })
    await restored.close()
  })

  it('may be called twice, and both wait', async () => {
    const url = `file:${join(scratchFolder(), 'isola.db')}`
    const store = await openStore({ url })
    await Promise.all([store.close(), store.close()])
    await store.close()
    const reopened = await openStore({ url })
    await reopened.close()
  })
})
