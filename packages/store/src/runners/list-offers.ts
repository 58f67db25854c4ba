import { offeredBy, type WorkKind } from '@isola/domain'
import type { StoreContext } from '../context.ts'

/** The kinds of work that one runner offers: what its waiting claims can be woken by. */
export async function listOffers({ presence }: StoreContext, runnerId: string): Promise<WorkKind[]> {
  return offeredBy(presence.registered.get(runnerId)?.capabilities ?? [])
}
