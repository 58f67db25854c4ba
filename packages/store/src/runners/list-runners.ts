import {
  type KeysetQuery,
  keysetQuery,
  LIMITS,
  type Page,
  parseInput,
  type Runner,
  toPage,
} from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { toRunner } from '../convert.ts'
import type { Presence } from '../leases/presence.ts'
import { LEASE_MS } from '../leases/renew.ts'
import { LIMIT_BOUND } from '../sqlite/bound.ts'
import type { Row } from '../sqlite/lane-database.ts'

const NEWEST = `SELECT * FROM runners ORDER BY id DESC ${LIMIT_BOUND}`
const OLDER = `SELECT * FROM runners WHERE id < ? ORDER BY id DESC ${LIMIT_BOUND}`
/** By the small index of what is leased, however much runs without a lease. */
const leased = (condition: string) =>
  `SELECT id, name, leased_by FROM workloads INDEXED BY workloads_leased WHERE ${condition} ORDER BY id`
const LEASED = leased('leased_by IS NOT NULL')
const LEASED_BY_ONE = leased('leased_by = ?')

/** By id, greatest first: an id never changes, whereas the time of the last heartbeat moves a runner between pages. */
export async function listRunners(
  { reader, presence }: StoreContext,
  query: KeysetQuery = {},
): Promise<Page<Runner>> {
  const { cursor, limit } = parseInput(keysetQuery, query)
  const running = await reader.read(LEASED, [], countByRunner)
  const [sql, ...after] = cursor === undefined ? [NEWEST] : [OLDER, cursor]
  return reader.read(sql, [...after, limit + 1], (rows) =>
    toPage(rows, asSeen(presence, running), { limit }, ({ id }) => id),
  )
}

/** @throws an Error when it is not registered */
export async function readRunner({ reader, presence }: StoreContext, id: string): Promise<Runner> {
  const running = await reader.read(LEASED_BY_ONE, [id], countByRunner)
  const [row] = await reader.all('SELECT * FROM runners WHERE id = ?', id)
  if (!row) throw new Error(`The runner ${id} is not registered`)
  return asSeen(presence, running)(row)
}

/** What a runner has leased: how many, and the oldest of them. */
interface Running {
  count: number
  oldest: Row[]
}

function countByRunner(leases: Iterable<Row>): Map<unknown, Running> {
  const byRunner = new Map<unknown, Running>()
  for (const lease of leases) {
    const running = byRunner.get(lease.leased_by) ?? { count: 0, oldest: [] }
    if (++running.count <= LIMITS.runningListed) running.oldest.push(lease)
    byRunner.set(lease.leased_by, running)
  }
  return byRunner
}

const asSeen = (presence: Presence, running: Map<unknown, Running>) => (row: Row) => {
  const { count = 0, oldest = [] } = running.get(row.id) ?? {}
  const live = !presence.runners.isSilent(String(row.id), LEASE_MS)
  return toRunner(row, { live, runningCount: count, running: oldest })
}
