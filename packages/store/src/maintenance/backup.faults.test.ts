import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openStore } from '../open-store.ts'
import { scratchFolder } from '../sqlite/migrate-testing.ts'
import { sayFigures } from '../testing/figures.ts'
import { lostOf, putUnderLoad } from '../testing/load.ts'

const backups = process.env.ISOLA_FAULTS === 'full' ? 50 : 3

describe('a backup made under load', () => {
  it(`opens, verifies and holds all that was acknowledged before it (${backups} times)`, {
    timeout: backups * 20_000,
  }, async () => {
    const folder = scratchFolder()
    const store = await openStore({ url: `file:${join(folder, 'isola.db')}` })
    let workloads = 0
    for (let index = 0; index < backups; index++) {
      const load = putUnderLoad(store, 16)
      await load.reached(100)
      const before = new Map(load.acknowledged)
      const path = join(folder, `backup-${index}.db`)
      await store.backup(path)
      await load.stop()
      expect(load.refusals).toEqual([])

      const restored = await openStore({ url: `file:${path}` })
      const { problems, workloads: found } = await restored.verify()
      expect({ index, problems, lost: await lostOf(restored, before) }).toEqual({
        index,
        problems: [],
        lost: [],
      })
      workloads += found
      await restored.close()
    }
    await store.close()
    sayFigures('backups under load, all of them opened and verified', { backups, workloads })
  })
})
