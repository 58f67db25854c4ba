import type { Actor, ChangeOptions } from '@isola/domain'
import { fromActor, SUMMARY } from '../convert.ts'

/**
 * The one shape of a change: a guarded UPDATE that names itself for the triggers, which write the history row and move
 * the aggregates in the same statement. No row back means that a guard did not hold.
 *
 * @param kind an SQL expression: the event's kind
 * @param id an SQL expression: which one is changed
 */
export const changeSql = (kind: string, set: string[], guards: string[], id = '@id'): string => `
  UPDATE workloads SET ${set.map((assignment) => `${assignment}, `).join('')}revision = revision + 1,
    change_revision = revision + 1, change_kind = ${kind}, change_actor = @actor, change_reason = @reason, change_at = @now
  WHERE id = ${id}${guards.map((guard) => ` AND ${guard}`).join('')} AND (@ifRevision IS NULL OR revision = @ifRevision)
  RETURNING ${SUMMARY}, output_id`

export const changeParameters = (id: string, actor: Actor, options: ChangeOptions, now: number) => ({
  id,
  actor: fromActor(actor),
  reason: options.reason ?? null,
  ifRevision: options.ifRevision ?? null,
  now,
})

/** As alternatives: for IN with three members or more SQLite builds a table, anew in each statement. */
export const statusIs = (statuses: readonly string[]): string =>
  `(${statuses.map((status) => `status = '${status}'`).join(' OR ') || 'false'})`

/** When what begins now has begun, unless that was said before. */
export const STARTED_NOW = 'ifnull(started_at, max(@now, created_at))'

/** When what ends now has ended: never before it began. */
export const FINISHED_NOW = 'max(@now, ifnull(started_at, created_at))'

/**
 * Whether the start was not stamped by the clock, which stood behind the creation: the event of the start says what the
 * clock said, and is among the first. Only a start at the moment of creation is looked up.
 */
export const START_UNTIMED = `(started_at = created_at AND started_at > (
    SELECT at FROM workload_events WHERE workload_id = workloads.id AND to_status = 'running' ORDER BY seq LIMIT 1))`

/** How long what ends now has run. Null, not 0, when the clock stands behind its start, or stood behind it then. */
export const DURATION_NOW = `CASE WHEN @now < started_at OR ${START_UNTIMED} THEN NULL ELSE @now - started_at END`

/** What ends a lease, for every transition by another than its holder: the runner learns it at its next heartbeat. */
export const END_LEASE = [
  'leased_by = NULL',
  'lease_token_hash = NULL',
  'lease_until = NULL',
  'last_heartbeat_at = NULL',
]
