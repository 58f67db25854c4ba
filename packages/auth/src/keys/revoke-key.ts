import { type Actor, type ApiKey, apiKeyId, InvalidInputError, parseInput } from '@isola/domain'
import type { AuthContext } from '../context.ts'
import { toApiKey } from '../convert.ts'

/** From now on the key is refused, and what it has open ends. Of one that is revoked already nothing changes. */
export async function revokeKey(context: AuthContext, id: string, actor: Actor): Promise<ApiKey> {
  const { database, clock, keyCache, endings } = context
  const where = { id: parseInput(apiKeyId, id, 'id') }
  const present = await database.apiKey.findUnique({ where })
  if (!present) throw new InvalidInputError([{ path: 'id', message: 'is no key' }])
  if (present.revokedAt) return toApiKey(present)
  const entry = { action: 'key.revoked', target: id, details: { name: present.name, role: present.role } }
  const revoking = database.recorded(entry, actor, async ({ apiKey }) => {
    const data = { revokedAt: new Date(clock.now()) }
    const { count } = await apiKey.updateMany({ where: { ...where, revokedAt: null }, data })
    if (count === 0) throw new RevokedMeanwhile()
  })
  await revoking.catch((error) => {
    if (!(error instanceof RevokedMeanwhile)) throw error
  })
  keyCache.clear()
  endings.end(`key:${id}`)
  return toApiKey(await database.apiKey.findUniqueOrThrow({ where }))
}

/** By another call that came first: it has the entry in the audit trail. */
class RevokedMeanwhile extends Error {}
