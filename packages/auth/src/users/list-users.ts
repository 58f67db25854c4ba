import { type KeysetQuery, keysetQuery, type Page, parseInput, toPage, type User } from '@isola/domain'
import type { AuthContext } from '../context.ts'
import { toUser } from '../convert.ts'

/** By e-mail. */
export async function listUsers({ database }: AuthContext, query: KeysetQuery = {}): Promise<Page<User>> {
  const { cursor, limit } = parseInput(keysetQuery, query)
  const rows = await database.authUser.findMany({
    where: cursor === undefined ? {} : { email: { gt: cursor } },
    orderBy: { email: 'asc' },
    take: limit + 1,
  })
  return toPage(rows, toUser, { limit }, ({ email }) => email)
}
