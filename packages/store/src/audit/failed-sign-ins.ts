import { type Actor, type AuditInput, type Clock, SIGN_IN_FAILED } from '@isola/domain'
import { fromActor } from '../convert.ts'
import type { PrismaClient } from '../generated/prisma/client.ts'
import { toDomainError } from '../sqlite/sqlite-error.ts'

/** As many as one statement removes: a fraction of a millisecond each thousand. */
const SLICE = 1_000

/**
 * The only entries of the audit trail that change and go: triggers let their `count` rise by one for a minute, and let them
 * be removed after 90 days.
 */
export interface FailedSignIns {
  /** @returns the number of the new entry, whose count is 1 */
  begin(entry: Pick<AuditInput, 'target'> & { details: object }, actor: Actor): Promise<number>
  /** Counts one more. @throws once the entry's minute is over */
  repeat(seq: number): Promise<void>
  /** @returns how many were removed of those before `beforeMs` */
  removeBefore(beforeMs: number): Promise<number>
}

export function failedSignIns(prisma: PrismaClient, clock: Clock): FailedSignIns {
  const safely = async <Answer>(work: Promise<Answer>): Promise<Answer> => {
    try {
      return await work
    } catch (error) {
      throw toDomainError(error)
    }
  }
  return {
    async begin({ target = null, details }, actor) {
      const text = JSON.stringify({ ...details, count: 1 })
      const [row] = await safely(
        prisma.$queryRaw<{ seq: number | bigint }[]>`
          INSERT INTO audit_entries (at, actor, action, target, details)
          VALUES (${clock.now()}, ${fromActor(actor)}, ${SIGN_IN_FAILED}, ${target}, ${text})
          RETURNING seq`,
      )
      return Number(row?.seq)
    },
    async repeat(seq) {
      await safely(
        prisma.$executeRaw`
          UPDATE audit_entries SET details = json_set(details, '$.count', details ->> 'count' + 1) WHERE seq = ${seq}`,
      )
    },
    async removeBefore(beforeMs) {
      let removed = 0
      for (let slice = SLICE; slice === SLICE; removed += slice) {
        slice = await safely(
          prisma.$executeRaw`
            DELETE FROM audit_entries WHERE seq IN (
              SELECT seq FROM audit_entries WHERE action = 'sign_in.failed' AND at < ${beforeMs} LIMIT ${SLICE})`,
        )
      }
      return removed
    },
  }
}
