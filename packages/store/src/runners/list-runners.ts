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
import { LEASE_MS } from '../leases/renew.ts'
import { LIMIT_BOUND } from '../sqlite/bound.ts'
import type { Row } from '../sqlite/lane-database.ts'

const NEWEST = `SELECT * FROM runners ORDER BY id DESC ${LIMIT_BOUND}`
const OLDER = `SELECT * FROM runners WHERE id < ? ORDER BY id DESC ${LIMIT_BOUND}`
/** By the small index of what is leased, however much runs without a lease. */
const RUNNING = `
  SELECT id, name, leased_by FROM workloads INDEXED BY workloads_leased
  WHERE leased_by IN (SELECT value FROM json_each(?)) ORDER BY id`

/** By id, greatest first: an id never changes, whereas the time of the last heartbeat moves a runner between pages. */
export async function listRunners(context: StoreContext, query: KeysetQuery = {}): Promise<Page<Runner>> {
  const { cursor, limit } = parseInput(keysetQuery, query)
  const { reader } = context
  const rows = await (cursor === undefined
    ? reader.all(NEWEST, limit + 1)
    : reader.all(OLDER, cursor, limit + 1))
  const runners = await withRunning(context, rows)
  return toPage(
    runners,
    (runner) => runner,
    { limit },
    ({ id }) => id,
  )
}

/** @throws an Error when it is not registered */
export async function readRunner(context: StoreContext, id: string): Promise<Runner> {
  const rows = await context.reader.all('SELECT * FROM runners WHERE id = ?', id)
  const [runner] = await withRunning(context, rows)
  if (!runner) throw new Error(`The runner ${id} is not registered`)
  return runner
}

async function withRunning({ reader, presence }: StoreContext, runners: Row[]): Promise<Runner[]> {
  const running = new Map(runners.map(({ id }) => [id, { count: 0, oldest: [] as Row[] }]))
  await reader.read(RUNNING, [JSON.stringify([...running.keys()])], (leased) => {
    for (const row of leased) {
      const ofRunner = running.get(row.leased_by)
      if (ofRunner && ++ofRunner.count <= LIMITS.runningListed) ofRunner.oldest.push(row)
    }
  })
  return runners.map((row) => {
    const { count = 0, oldest = [] } = running.get(row.id) ?? {}
    const live = !presence.runners.isSilent(String(row.id), LEASE_MS)
    return toRunner(row, { live, runningCount: count, running: oldest })
  })
}
