import type { Clock } from '@isola/domain'
import type { LaneDatabase } from '../sqlite/lane-database.ts'
import { Heard, listeningTime } from './heard.ts'
import { UnofferedWork } from './unoffered-work.ts'

/** What is known of runners by listening to them, and is not in the record. */
export interface Presence {
  /** Workloads by when their lease was renewed. */
  leases: Heard
  runners: Heard
  unoffered: UnofferedWork
}

const LEASED = 'SELECT id FROM workloads WHERE leased_by IS NOT NULL'
const RUNNERS = 'SELECT id FROM runners'

/** As of a start: everybody gets as long as if they had been heard of now. */
export function openPresence(db: LaneDatabase, clock: Clock): Presence {
  const time = listeningTime(() => clock.monotonic())
  const idsOf = (sql: string) => db.all(sql).map(({ id }) => String(id))
  return {
    leases: new Heard(time, idsOf(LEASED)),
    runners: new Heard(time, idsOf(RUNNERS)),
    unoffered: new UnofferedWork(time),
  }
}
