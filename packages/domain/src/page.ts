import { z } from 'zod'
import { workloadEvent } from './event.ts'
import { LIMITS } from './limits.ts'
import { text } from './text.ts'
import { utf8Bytes } from './utf8-bytes.ts'
import { workloadSummary } from './workload.ts'

/** Part of a long list, at most `LIMITS.pageBytes` of JSON; `nextCursor` is null at the end. */
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

export interface PageBounds {
  limit: number
  /** Bytes of the items as a JSON array. */
  bytes?: number
}

/** A page that is being filled. It ends at its limit or at its bytes, whichever comes first, and holds at least one item. */
export class PageBuilder<Item> {
  readonly items: Item[] = []
  readonly #limit: number
  /** What is left of the bytes, the brackets taken off. */
  #room: number
  #full = false

  constructor({ limit, bytes = LIMITS.pageBytes }: PageBounds) {
    this.#limit = limit
    this.#room = bytes - 2
  }

  /** An item has found no room: it begins the next page. */
  get full(): boolean {
    return this.#full
  }

  /** Takes items until one finds no room. Ask for one more than the limit: only that one shows that there is a next page. */
  take<Found>(found: Iterable<Found>, toItem: (found: Found) => Item): void {
    for (const one of found) {
      this.add(toItem(one))
      if (this.#full) return
    }
  }

  add(item: Item): void {
    // Every item but the first has a comma before it.
    const bytes = utf8Bytes(JSON.stringify(item)) + (this.items.length > 0 ? 1 : 0)
    this.#full = this.items.length === this.#limit || (this.items.length > 0 && bytes > this.#room)
    if (this.#full) return
    this.items.push(item)
    this.#room -= bytes
  }

  toPage(cursorOf: (item: Item) => string): Page<Item> {
    const last = this.#full ? this.items.at(-1) : undefined
    return { items: this.items, nextCursor: last === undefined ? null : cursorOf(last) }
  }
}

/** The page at the beginning of `found`, which is read no further than the page goes, and one more. */
export function toPage<Found, Item>(
  found: Iterable<Found>,
  toItem: (found: Found) => Item,
  bounds: PageBounds,
  cursorOf: (item: Item) => string,
): Page<Item> {
  const page = new PageBuilder<Item>(bounds)
  page.take(found, toItem)
  return page.toPage(cursorOf)
}

export const eventPage = pageOf(workloadEvent)
