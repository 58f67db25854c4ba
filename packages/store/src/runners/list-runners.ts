import type { Runner } from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { toRunner } from '../convert.ts'

/** All of them: a runner is a machine, and there are few. */
export async function listRunners({ reader }: StoreContext): Promise<Runner[]> {
  const rows = await reader.all('SELECT * FROM runners ORDER BY last_heartbeat_at DESC, id')
  return rows.map(toRunner)
}
