import { openStore, type Store } from '@isola/store'
import Database from 'better-sqlite3'
import { anchoredClock } from '../seed/anchor.ts'
import type { Side } from './side.ts'
import { COMPLETION, CREATOR, LINES, newWorkload, START } from './writes.ts'

let created = 0

/** The store's public verbs. */
export async function storeSide(file: string): Promise<Side & { store: Store }> {
  const store = await openStore({ url: `file:${file}`, clock: anchoredClock })
  return {
    store,
    create(count) {
      const ids: string[] = []
      const operations = Array.from({ length: count }, () => {
        created += 1
        const input = newWorkload(`store ${created}`)
        return async () => ids.push((await store.createWorkload(input, CREATOR)).id)
      })
      return { operations, ids }
    },
    running: (ids) => ids.map((id) => () => store.updateWorkload(id, START, CREATOR)),
    completed: (ids) => ids.map((id) => () => store.updateWorkload(id, COMPLETION, CREATOR)),
    append: (ids) => ids.map((id) => () => store.appendLogLines(id, LINES, CREATOR)),
    checkpoint() {
      const db = new Database(file)
      db.pragma('wal_checkpoint(TRUNCATE)')
      db.close()
    },
    close: () => store.close(),
  }
}
