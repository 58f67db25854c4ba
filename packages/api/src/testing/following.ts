import { type FilteredChange, filteredChange } from '@isola/domain'
import { expect, vi } from 'vitest'
import type { Follower, Told } from './follower.ts'
import type { Served } from './serve.ts'
import type { Wire } from './wire.ts'

export const changeIn = ({ data }: Told): FilteredChange => filteredChange.parse(data)
/** Of many: without a look at the rest. */
export const seqOf = ({ data }: Told): number => (data as FilteredChange).event.seq

/** Changes from now on: the stream is there before anything happens. */
export async function followLive({ notifier }: Served, wire: Wire, input?: unknown): Promise<Follower> {
  const before = notifier.waiting('changes')
  const follower = await wire.follow('workload.changes', input)
  await vi.waitFor(() => expect(notifier.waiting('changes')).toBe(before + 1))
  return follower
}

/** Everybody has left, and nothing is kept for them. */
export async function settled({ notifier }: Served): Promise<void> {
  const waiting = () =>
    (['changes', 'log', 'runner', 'wait'] as const).map((waiter) => notifier.waiting(waiter))
  await vi.waitFor(() => expect(waiting()).toEqual([0, 0, 0, 0]))
}
