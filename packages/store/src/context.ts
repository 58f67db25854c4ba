import type { Clock } from '@isola/domain'
import type { Ids } from './ids.ts'
import type { Presence } from './leases/presence.ts'
import type { Scans } from './scans.ts'
import type { Reader } from './sqlite/reader.ts'
import type { Writer } from './sqlite/serialised-adapter.ts'
import type { WriteLane } from './sqlite/write-lane.ts'

/** What a verb works with. */
export interface StoreContext {
  file: string
  clock: Clock
  ids: Ids
  presence: Presence
  lane: WriteLane
  reader: Reader
  scans: Scans
  writer: Writer
}
