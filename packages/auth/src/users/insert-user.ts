import type { Role } from '@isola/domain'
import type { AuthTables } from '@isola/store/auth-database'
import type { UserRow } from '../convert.ts'
import { emailTaken } from './user-errors.ts'

interface NewUser {
  id: string
  name: string
  email: string
  role: Role
  passwordHash: string
  at: Date
}

/** A person and their password, as better-auth looks for them. In a transaction of its own, which makes the look-up exact. */
export async function insertUser(
  { authUser, authAccount }: AuthTables,
  { id, name, email, role, passwordHash, at }: NewUser,
): Promise<UserRow> {
  if (await authUser.findUnique({ where: { email } })) throw emailTaken()
  const times = { createdAt: at, updatedAt: at }
  const row = await authUser.create({
    data: { id, name, email, role, emailVerified: false, disabled: false, ...times },
  })
  await authAccount.create({
    data: { id, accountId: id, providerId: 'credential', userId: id, password: passwordHash, ...times },
  })
  return row
}
