import type { AuthContext } from './context.ts'
import { ISOLA } from './set-up.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 3_600_000
/**
 * Entries that a minute may add, so that an attacker with many addresses cannot fill the disk. The last of them counts the
 * failures from all addresses that have none of their own.
 */
const MOST_A_MINUTE = 100
const NAMED_A_MINUTE = MOST_A_MINUTE - 1
/** As long as the record lets them stand, which triggers.sql says too. */
const KEPT_DAYS = 90
const ELSEWHERE = 'elsewhere'

/** Puts failed sign-ins on record: one entry for each address and minute, with a count and the accounts that were tried. */
export class FailedSignIns {
  readonly #context: AuthContext
  readonly #warn: (message: string) => void
  #minute = 0
  /** Of this minute, by address. After a restart a second entry begins for the rest of the minute. */
  readonly #entries = new Map<string, Promise<number>>()

  constructor(context: AuthContext, warn: (message: string) => void) {
    this.#context = context
    this.#warn = warn
  }

  /** @param email as it was sent: kept only when it is somebody's, as anything may have been typed there */
  async note(address: string | null, email: string): Promise<void> {
    try {
      const { authUser } = this.#context.database
      const user = await authUser.findUnique({ where: { email: email.toLowerCase() } })
      await this.#count(address, user?.email ?? null)
    } catch (error) {
      // It is refused all the same, and without its entry: a full disk is no reason to say anything else.
      this.#warn(`a failed sign-in is not on record: ${error instanceof Error ? error.name : 'unknown'}`)
    }
  }

  /** Of those that are older than they are kept. */
  removeOld(): Promise<number> {
    const { database, clock } = this.#context
    return database.failedSignIns.removeBefore(clock.now() - KEPT_DAYS * DAY_MS)
  }

  async #count(address: string | null, email: string | null): Promise<void> {
    const { clock, database } = this.#context
    const minute = Math.floor(clock.now() / MINUTE_MS)
    if (minute !== this.#minute) this.#entries.clear()
    this.#minute = minute
    const isNamed = this.#entries.has(`${address}`) || this.#entries.size < NAMED_A_MINUTE
    // The entry of all others lists no accounts: nothing bounds how many that would be.
    const tried = isNamed ? email : null
    const key = isNamed ? `${address}` : ELSEWHERE
    const begun = this.#entries.get(key)
    if (begun !== undefined) return database.failedSignIns.repeat(await begun, tried)
    const beginning = database.failedSignIns.begin(isNamed ? address : null, tried, ISOLA)
    this.#entries.set(key, beginning)
    beginning.catch(() => this.#entries.delete(key))
    await beginning
  }
}
