import {
  type EventsQuery,
  eventsQuery,
  type Page,
  parseInput,
  toPage,
  type WorkloadEvent,
  WorkloadNotFoundError,
} from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { eventOf, toEvent } from '../convert.ts'
import { LIMIT_BOUND } from '../sqlite/bound.ts'

const OF_WORKLOAD = `
  SELECT ${eventOf('workload_events')} FROM workload_events WHERE workload_id = ?
    AND (? OR EXISTS (SELECT 1 FROM workloads WHERE id = workload_id))`
const EVENTS = {
  oldest: `${OF_WORKLOAD} AND seq > ? ORDER BY seq ${LIMIT_BOUND}`,
  newest: `${OF_WORKLOAD} AND seq < ? ORDER BY seq DESC ${LIMIT_BOUND}`,
} as const
const BEFORE_ALL = { oldest: 0, newest: Number.MAX_SAFE_INTEGER } as const

/** A workload's history from either end; that of a deleted one too, its values blanked, unless that is not asked for. */
export async function listEvents(
  { reader }: StoreContext,
  id: string,
  query: EventsQuery = {},
  { deleted = true }: { deleted?: boolean } = {},
): Promise<Page<WorkloadEvent>> {
  const { cursor, limit, order } = parseInput(eventsQuery, query)
  const from = Number(cursor ?? BEFORE_ALL[order])
  const page = await reader.read(EVENTS[order], [id, deleted ? 1 : 0, from, limit + 1], (rows) =>
    toPage(rows, toEvent, { limit }, ({ seq }) => String(seq)),
  )
  if (page.items.length === 0 && cursor === undefined) throw new WorkloadNotFoundError(id)
  return page
}
