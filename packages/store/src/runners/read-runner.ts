import { type Capability, InvalidInputError, IsolaError } from '@isola/domain'
import type { Presence } from '../leases/presence.ts'
import { LEASE_MS } from '../leases/renew.ts'
import type { LaneDatabase } from '../sqlite/lane-database.ts'

const BOOT = 'SELECT boot_id FROM runners WHERE id = ?'
const CAPABILITIES = 'SELECT capabilities FROM runners WHERE id = ?'
/** To five seconds: leases are renewed far more often than anybody reads it. */
const TOUCH =
  'UPDATE runners SET last_heartbeat_at = @now WHERE id = @id AND abs(@now - last_heartbeat_at) >= 5000'

/**
 * What a runner registered with the start that calls.
 * @throws INVALID_INPUT when it never registered, FORBIDDEN when a later start of its key did
 */
export function readCapabilities(
  db: LaneDatabase,
  { registered }: Presence,
  id: string,
  bootId: string,
): readonly Capability[] {
  const [row] = db.all(BOOT, [id])
  if (!row) throw new InvalidInputError([{ path: 'bootId', message: 'is not registered yet' }])
  if (row.boot_id !== bootId) {
    const message =
      'Another start of this runner has registered since and took its place: each runner needs a key of its own'
    throw new IsolaError({ code: 'FORBIDDEN' }, message)
  }
  // Parsed when it registered: a claim that parses keeps every other write waiting.
  const known = registered.get(id)
  if (known?.bootId === bootId) return known.capabilities
  // A claim that did not wait for its registration to be answered.
  return JSON.parse(String(db.all(CAPABILITIES, [id])[0]?.capabilities)) as Capability[]
}

/** What the runners offer that are live. */
export const liveCapabilities = ({ registered, runners }: Presence): Capability[] =>
  [...registered].flatMap(([id, { capabilities }]) => (runners.isSilent(id, LEASE_MS) ? [] : capabilities))

export function touchRunner(db: LaneDatabase, id: string, now: number): void {
  db.run(TOUCH, { id, now })
}
