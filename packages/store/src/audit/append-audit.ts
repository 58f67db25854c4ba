import { type Actor, type AuditEntry, type AuditInput, auditInput, parseInput, sizeOf } from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { fromActor, toAuditEntry } from '../convert.ts'
import { parseActor } from '../parse-actor.ts'

const APPEND = `
  INSERT INTO audit_entries (at, actor, action, target, details) VALUES (@now, @actor, @action, @target, @details)
  RETURNING *`

export async function appendAudit(
  { clock, lane }: StoreContext,
  entry: AuditInput,
  actor: Actor,
): Promise<AuditEntry> {
  const who = parseActor(actor)
  const { action, target, details } = parseInput(auditInput, entry)
  return lane.submit(
    (db) => {
      const [row] = db.all(APPEND, {
        now: clock.now(),
        actor: fromActor(who),
        action,
        target,
        details: details === null ? null : JSON.stringify(details),
      })
      if (!row) throw new Error('The audit entry was not written')
      return toAuditEntry(row)
    },
    { bytes: sizeOf([action, target, details]) },
  )
}
