import { type Actor, type CreateUserInput, createUserInput, parseInput, type User } from '@isola/domain'
import { hashPassword } from 'better-auth/crypto'
import { ulid } from 'ulid'
import type { AuthContext } from '../context.ts'
import { toUser } from '../convert.ts'
import { insertUser } from './insert-user.ts'

export async function createUser(
  { database, clock }: AuthContext,
  input: CreateUserInput,
  actor: Actor,
): Promise<User> {
  const { password, ...person } = parseInput(createUserInput, input)
  const now = clock.now()
  const id = ulid(now)
  const passwordHash = await hashPassword(password)
  const entry = { action: 'user.created', target: id, details: person }
  const row = await database.recorded(entry, actor, (tables) =>
    insertUser(tables, { ...person, id, passwordHash, at: new Date(now) }),
  )
  return toUser(row)
}
