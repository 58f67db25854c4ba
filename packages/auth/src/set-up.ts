import { randomBytes, timingSafeEqual } from 'node:crypto'
import { type Actor, IsolaError, parseInput, type SetUpInput, setUpInput, type User } from '@isola/domain'
import { hashPassword } from 'better-auth/crypto'
import { ulid } from 'ulid'
import type { AuthContext } from './context.ts'
import { toUser } from './convert.ts'
import { insertUser } from './users/insert-user.ts'

export const ISOLA: Actor = { kind: 'system', id: 'isola', name: 'Isola' }

/** The way in while nobody administers: a secret of this process, in a link that the server prints. */
export class SetUp {
  readonly #context: AuthContext
  #done = false
  readonly token: string = randomBytes(32).toString('base64url')

  constructor(context: AuthContext) {
    this.#context = context
  }

  /** Asked by everyone who comes along; once there is an admin, there always is one. */
  async needed(): Promise<boolean> {
    this.#done ||= (await this.#context.database.authUser.findFirst({ where: { role: 'admin' } })) !== null
    return !this.#done
  }

  /** Makes the first admin. Of two who have the link, one does: the look-up is in the transaction. */
  async finish(input: SetUpInput): Promise<User> {
    const { token, password, ...person } = parseInput(setUpInput, input)
    if (!this.#matches(token)) throw used()
    const { database, clock } = this.#context
    const now = clock.now()
    const id = ulid(now)
    const passwordHash = await hashPassword(password)
    const entry = { action: 'user.created', target: id, details: { ...person, role: 'admin', setUp: true } }
    const row = await database.recorded(entry, ISOLA, async (tables) => {
      if (await tables.authUser.findFirst({ where: { role: 'admin' } })) throw used()
      return insertUser(tables, { ...person, id, role: 'admin', passwordHash, at: new Date(now) })
    })
    return toUser(row)
  }

  #matches(token: string): boolean {
    const [given, expected] = [Buffer.from(token), Buffer.from(this.token)]
    return given.length === expected.length && timingSafeEqual(given, expected)
  }
}

const used = () => new IsolaError({ code: 'FORBIDDEN' }, 'This set-up link is not valid any more')
