import { WorkloadNotFoundError, type WorkloadSummary } from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { SUMMARY, toSummary } from '../convert.ts'

const GET = `SELECT ${SUMMARY} FROM workloads WHERE id = ?`

export async function getWorkloadSummary({ reader }: StoreContext, id: string): Promise<WorkloadSummary> {
  const [row] = await reader.all(GET, id)
  if (!row) throw new WorkloadNotFoundError(id)
  return toSummary(row)
}
