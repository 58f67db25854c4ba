import { z } from 'zod'
import { workloadEvent } from './event.ts'
import { LIMITS } from './limits.ts'
import { text } from './text.ts'
import { workloadSummary } from './workload.ts'

/** A slice of a long list; `nextCursor` is null at the end. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

export interface Page<Item> {
  items: Item[]
  nextCursor: string | null
}

export const workloadPage = pageOf(workloadSummary).extend({
  /** Exact where the counters know; capped at 10,000, or what this request saw, where they do not. */
  total: z.object({ count: z.int(), exact: z.boolean() }),
  /** Given when the request stopped looking before the page was full: how far back it has looked. */
  searchedTo: z.string().optional(),
})
export type WorkloadPage = z.infer<typeof workloadPage>

/** A page of a list in the order of a sequence. */
export const sequenceQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'must be a cursor of this list')
    .optional(),
  limit: z.int().min(1).max(LIMITS.pageSize).default(50),
})
export type SequenceQuery = z.input<typeof sequenceQuery>

/** A page of a workload's history. */
export const eventsQuery = sequenceQuery.extend({ order: z.enum(['oldest', 'newest']).default('oldest') })
export type EventsQuery = z.input<typeof eventsQuery>

/** A page of a list in the order of a text, such as an id. */
export const keysetQuery = z.strictObject({
  cursor: text.min(1).max(LIMITS.cursorLength).optional(),
  limit: z.int().min(1).max(LIMITS.pageSize).default(50),
})
export type KeysetQuery = z.input<typeof keysetQuery>

/** Of one item more than the page holds: that one says that there is a next page. */
export function toPage<Item>(found: Item[], limit: number, cursorOf: (item: Item) => string): Page<Item> {
  const items = found.slice(0, limit)
  const last = found.length > limit ? items.at(-1) : undefined
  return { items, nextCursor: last === undefined ? null : cursorOf(last) }
}

export const eventPage = pageOf(workloadEvent)
