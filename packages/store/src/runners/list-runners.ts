import type { Runner } from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { toRunner } from '../convert.ts'
import { LEASE_MS } from '../leases/renew.ts'

/** By the small index of what is leased, however much runs without a lease. */
const RUNNING = `
  SELECT id, name, leased_by FROM workloads INDEXED BY workloads_leased WHERE leased_by IS NOT NULL ORDER BY id`

/** All of them: a runner is a machine, and there are few. */
export async function listRunners({ reader, presence }: StoreContext): Promise<Runner[]> {
  const [rows, leased] = await Promise.all([
    reader.all('SELECT * FROM runners ORDER BY last_heartbeat_at DESC, id'),
    reader.all(RUNNING),
  ])
  const running = Map.groupBy(leased, ({ leased_by }) => leased_by)
  return rows.map((row) =>
    toRunner(row, {
      live: !presence.runners.isSilent(String(row.id), LEASE_MS),
      running: running.get(row.id) ?? [],
    }),
  )
}
