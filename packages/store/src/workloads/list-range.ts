import type { ListOrder } from './list-candidates.ts'
import type { ListPlan } from './list-plan.ts'

/** What is left of a list after the cursor. */
export function beyond(plan: ListPlan, order: ListOrder, cursor: string | undefined): ListPlan {
  if (cursor === undefined) return plan
  const { from, to } = plan.range
  if (order === 'newest') return { ...plan, range: { from, to: [cursor, to ?? cursor].sort()[0] } }
  const next = following(cursor)
  return { ...plan, range: { from: [next, from ?? next].sort()[1], to } }
}

/** A list up to and with an id. */
export const until = (plan: ListPlan, order: ListOrder, id: string): ListPlan => {
  const { from, to } = plan.range
  return { ...plan, range: order === 'newest' ? { from: id, to } : { from, to: following(id) } }
}

/** Sorts after the id, and before every other that does. */
const following = (id: string) => `${id}!`
