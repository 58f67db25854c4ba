import {
  type Page,
  parseInput,
  type SequenceQuery,
  sequenceQuery,
  toPage,
  type WorkloadEvent,
  WorkloadNotFoundError,
} from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { toEvent } from '../convert.ts'

const EVENTS = 'SELECT * FROM workload_events WHERE workload_id = ? AND seq > ? ORDER BY seq LIMIT ?'

/** A workload's history, oldest first; that of a deleted one too, with its values blanked. */
export async function listEvents(
  { reader }: StoreContext,
  id: string,
  query: SequenceQuery = {},
): Promise<Page<WorkloadEvent>> {
  const { cursor, limit } = parseInput(sequenceQuery, query)
  const rows = await reader.all(EVENTS, id, Number(cursor ?? 0), limit + 1)
  if (rows.length === 0 && cursor === undefined) throw new WorkloadNotFoundError(id)
  return toPage(rows.map(toEvent), limit, (event) => String(event.seq))
}
