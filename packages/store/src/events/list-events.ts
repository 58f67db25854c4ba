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
import { toEvent } from '../convert.ts'

const EVENTS = {
  oldest: 'SELECT * FROM workload_events WHERE workload_id = ? AND seq > ? ORDER BY seq LIMIT ?',
  newest: 'SELECT * FROM workload_events WHERE workload_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
} as const
const BEFORE_ALL = { oldest: 0, newest: Number.MAX_SAFE_INTEGER } as const

/** A workload's history from either end; that of a deleted one too, with its values blanked. */
export async function listEvents(
  { reader }: StoreContext,
  id: string,
  query: EventsQuery = {},
): Promise<Page<WorkloadEvent>> {
  const { cursor, limit, order } = parseInput(eventsQuery, query)
  const rows = await reader.all(EVENTS[order], id, Number(cursor ?? BEFORE_ALL[order]), limit + 1)
  if (rows.length === 0 && cursor === undefined) throw new WorkloadNotFoundError(id)
  return toPage(rows.map(toEvent), limit, (event) => String(event.seq))
}
