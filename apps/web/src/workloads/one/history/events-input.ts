import type { EventsQuery } from '@isola/domain'

/** The history as the page asks for it. */
export const eventsInput = (id: string): { id: string } & EventsQuery => ({ id, order: 'newest', limit: 50 })
