import type { Clock } from '@isola/domain'
import { it } from 'vitest'
import type { Store } from '../store.ts'
import { TestClock } from './fixtures.ts'

/** An implementation under test: a fresh record of its own, open. */
interface RecordForTest {
  store: Store
  /** Closes the store and opens the same record again, as a restart does. */
  reopen(): Promise<Store>
  /** Has the store write a backup, and opens it as a record of its own. */
  openBackup(): Promise<Store>
  /** Closes what is open and removes it. */
  dispose(): Promise<void>
}
export type OpenStoreForTest = (clock: Clock) => Promise<RecordForTest>

/** `it`, with a clock that stands still, and a fresh store that follows it. */
export const storeTest = (open: OpenStoreForTest) =>
  it
    .extend('clock', () => new TestClock())
    .extend('record', async ({ clock }, { onCleanup }) => {
      const record = await open(clock)
      onCleanup(() => record.dispose())
      return record
    })
    .extend('store', ({ record }) => record.store)

export type StoreTest = ReturnType<typeof storeTest>
