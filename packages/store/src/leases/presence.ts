import type { Capability, Clock } from '@isola/domain'
import type { LaneDatabase } from '../sqlite/lane-database.ts'
import { Heard, listeningTime } from './heard.ts'
import { UnofferedWork } from './unoffered-work.ts'

/** What is known of runners by listening to them, and is not in the record. */
export interface Presence {
  /** Workloads by when their lease was renewed. */
  leases: Heard
  runners: Heard
  unoffered: UnofferedWork
  /** Registrations of the record, by runner. */
  registered: Map<string, Registration>
}

interface Registration {
  bootId: string
  capabilities: Capability[]
}

const LEASED = 'SELECT id FROM workloads WHERE leased_by IS NOT NULL'
const RUNNERS = 'SELECT id, boot_id, capabilities FROM runners'

/** As of a start: everybody gets as long as if they had been heard of now. */
export function openPresence(db: LaneDatabase, clock: Clock): Presence {
  const time = listeningTime(() => clock.monotonic())
  const leased = db.all(LEASED).map(({ id }) => String(id))
  const registered = new Map(
    db.all(RUNNERS).map((row) => {
      const capabilities = JSON.parse(String(row.capabilities)) as Capability[]
      return [String(row.id), { bootId: String(row.boot_id), capabilities }]
    }),
  )
  return {
    leases: new Heard(time, leased),
    runners: new Heard(time, [...registered.keys()]),
    unoffered: new UnofferedWork(time),
    registered,
  }
}
