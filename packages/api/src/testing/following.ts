import { type FilteredChange, filteredChange } from '@isola/domain'
import { expect, vi } from 'vitest'
import type { Follower, Told } from './follower.ts'
import type { Served } from './serve.ts'
import type { Wire } from './wire.ts'

export const changeIn = ({ data }: Told): FilteredChange => filteredChange.parse(data)
/** Of many: without a look at the rest. */
export const seqOf = ({ data }: Told): number => (data as FilteredChange).event.seq

/** Changes from now on: the stream is there before anything happens. */
export async function followLive({ changes }: Served, wire: Wire, input?: unknown): Promise<Follower> {
  const before = changes.subscribers
  const follower = await wire.follow('workload.changes', input)
  await vi.waitFor(() => expect(changes.subscribers).toBe(before + 1))
  return follower
}

/** Everybody has left, and nothing is kept for them. */
export async function settled({ changes, logs }: Served): Promise<void> {
  await vi.waitFor(() => expect([changes.subscribers, logs.subscribers]).toEqual([0, 0]))
}
