import { type Capability, offeredBy, type WorkKind } from '@isola/domain'
import type { StoreContext } from '../context.ts'

const READ = 'SELECT capabilities FROM runners WHERE id = ?'

/** The kinds of work that one runner offers: what its waiting claims can be woken by. */
export async function listOffers({ reader }: StoreContext, runnerId: string): Promise<WorkKind[]> {
  const [row] = await reader.all(READ, runnerId)
  return row ? offeredBy(JSON.parse(String(row.capabilities)) as Capability[]) : []
}
