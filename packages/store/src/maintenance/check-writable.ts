import type { StoreContext } from '../context.ts'
import type { StoreHealth } from '../store.ts'

/** Writes a page and syncs it: what only looks at the file does not notice a full disk. Nobody uses the user_version. */
export async function checkWritable({ clock, ids, lane }: StoreContext): Promise<StoreHealth> {
  await lane.submit((db) => db.run('PRAGMA user_version = 0'))
  return { clockBehindMs: ids.behind(clock.now()) }
}
