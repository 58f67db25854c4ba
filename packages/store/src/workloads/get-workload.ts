import { type Workload, WorkloadNotFoundError } from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { summaryOf, toWorkload } from '../convert.ts'

/** Whole workloads, to be narrowed by a WHERE. */
export const WORKLOADS = `
  SELECT ${summaryOf('w')}, w.error, w.output_info, o.body, w.request_hash, s.code, s.image, s.input
  FROM workloads w JOIN workload_sources s ON s.id = w.source_id LEFT JOIN workload_outputs o ON o.id = w.output_id`

const GET = `${WORKLOADS} WHERE w.id = ?`

export async function getWorkload({ reader }: StoreContext, id: string): Promise<Workload> {
  const [row] = await reader.all(GET, id)
  if (!row) throw new WorkloadNotFoundError(id)
  return toWorkload(row)
}
