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

/** What a runner has leased, from the index alone. Read for the runners of a page, and for no others. */
const LEASES = 'FROM workloads INDEXED BY workloads_lease WHERE leased_by = runners.id'
const RUNNERS = `
  SELECT runners.*, (SELECT count(*) ${LEASES}) AS running_count,
    (SELECT json_group_array(json_object('id', id, 'name', (SELECT name FROM workloads WHERE id = oldest.id)))
      FROM (SELECT id ${LEASES} ORDER BY id LIMIT ${LIMITS.runningListed}) oldest) AS running
  FROM runners`
const NEWEST = `${RUNNERS} ORDER BY id DESC ${LIMIT_BOUND}`
const OLDER = `${RUNNERS} WHERE id < ? ORDER BY id DESC ${LIMIT_BOUND}`
const ONE = `${RUNNERS} WHERE id = ?`

/** By id, greatest first: an id never changes, whereas the time of the last heartbeat moves a runner between pages. */
export async function listRunners(
  { reader, presence }: StoreContext,
  query: KeysetQuery = {},
): Promise<Page<Runner>> {
  const { cursor, limit } = parseInput(keysetQuery, query)
  const [sql, ...after] = cursor === undefined ? [NEWEST] : [OLDER, cursor]
  return reader.read(sql, [...after, limit + 1], (rows) =>
    toPage(rows, asSeen(presence), { limit }, ({ id }) => id),
  )
}

/** @throws an Error when it is not registered */
export async function readRunner({ reader, presence }: StoreContext, id: string): Promise<Runner> {
  const [row] = await reader.all(ONE, id)
  if (!row) throw new Error(`The runner ${id} is not registered`)
  return asSeen(presence)(row)
}

const asSeen = (presence: Presence) => (row: Row) =>
  toRunner(row, !presence.runners.isSilent(String(row.id), LEASE_MS))
