import { type ApiKey, type KeysetQuery, keysetQuery, type Page, parseInput, toPage } from '@isola/domain'
import type { AuthContext } from '../context.ts'
import { toApiKey } from '../convert.ts'

/** Newest first, with those that are revoked or have expired. */
export async function listKeys({ database }: AuthContext, query: KeysetQuery = {}): Promise<Page<ApiKey>> {
  const { cursor, limit } = parseInput(keysetQuery, query)
  const rows = await database.apiKey.findMany({
    where: cursor === undefined ? {} : { id: { lt: cursor } },
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  return toPage(rows, toApiKey, { limit }, ({ id }) => id)
}
