import type { StoreContext } from '../context.ts'

export async function getLatestSeq({ reader }: StoreContext): Promise<number> {
  const [row] = await reader.all('SELECT ifnull(max(seq), 0) AS seq FROM workload_events')
  return Number(row?.seq)
}
