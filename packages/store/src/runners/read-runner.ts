import { type Capability, InvalidInputError, IsolaError } from '@isola/domain'
import type { LaneDatabase } from '../sqlite/lane-database.ts'

const READ = 'SELECT boot_id, capabilities FROM runners WHERE id = ?'
/** To five seconds: leases are renewed far more often than anybody reads it. */
const TOUCH =
  'UPDATE runners SET last_heartbeat_at = @now WHERE id = @id AND abs(@now - last_heartbeat_at) >= 5000'

/**
 * What a runner registered with the start that calls.
 * @throws INVALID_INPUT when it never registered, FORBIDDEN when a later start of its key did
 */
export function readCapabilities(db: LaneDatabase, id: string, bootId: string): Capability[] {
  const [row] = db.all(READ, [id])
  if (!row) throw new InvalidInputError([{ path: 'bootId', message: 'is not registered yet' }])
  if (row.boot_id !== bootId) {
    const message =
      'Another start of this runner has registered since and took its place: each runner needs a key of its own'
    throw new IsolaError({ code: 'FORBIDDEN' }, message)
  }
  return JSON.parse(String(row.capabilities)) as Capability[]
}

export function touchRunner(db: LaneDatabase, id: string, now: number): void {
  db.run(TOUCH, { id, now })
}
