import { type Actor, type Clock, SIGN_IN_FAILED } from '@isola/domain'
import { fromActor } from '../convert.ts'
import type { PrismaClient } from '../generated/prisma/client.ts'
import { toDomainError } from '../sqlite/sqlite-error.ts'

/** As many as one statement removes: a fraction of a millisecond each thousand. */
const SLICE = 1_000

/**
 * The only entries of the audit trail that change and go: for a minute, triggers let their `count` rise by one, together
 * with one more of `emails`, and after 90 days let them be removed.
 */
export interface FailedSignIns {
  /**
   * @param email of the account that was tried; null when there is none with the given e-mail address
   * @returns the number of the new entry, whose count is 1
   */
  begin(address: string | null, email: string | null, actor: Actor): Promise<number>
  /** Counts one more, and lists its account if it is not listed yet. @throws once the entry's minute is over */
  repeat(seq: number, email: string | null): Promise<void>
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
    async begin(address, email, actor) {
      const details = JSON.stringify({ address, count: 1, emails: email === null ? [] : [email] })
      const [row] = await safely(
        prisma.$queryRaw<{ seq: number | bigint }[]>`
          INSERT INTO audit_entries (at, actor, action, details)
          VALUES (${clock.now()}, ${fromActor(actor)}, ${SIGN_IN_FAILED}, ${details})
          RETURNING seq`,
      )
      return Number(row?.seq)
    },
    async repeat(seq, email) {
      await safely(
        prisma.$executeRaw`
          UPDATE audit_entries SET details = json_set(
            iif(${email} IS NULL OR EXISTS (SELECT 1 FROM json_each(details, '$.emails') WHERE value = ${email}),
              details, json_insert(details, '$.emails[#]', ${email})),
            '$.count', details ->> 'count' + 1)
          WHERE seq = ${seq}`,
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
