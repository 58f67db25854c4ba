import { openStore, type Store } from '@isola/store'
import Database from 'better-sqlite3'
import { anchoredClock } from '../seed/anchor.ts'

/** A store on a seeded record, and a plain connection to look things up and to compare with. */
export async function withStore<Answer>(
  file: string,
  work: (store: Store, db: Database.Database) => Promise<Answer>,
): Promise<Answer> {
  const store = await openStore({ url: `file:${file}`, clock: anchoredClock })
  const db = new Database(file, { readonly: true })
  try {
    return await work(store, db)
  } finally {
    db.close()
    await store.close()
  }
}
