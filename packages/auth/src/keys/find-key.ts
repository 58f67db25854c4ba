import { apiKeySecret, type KeyRole } from '@isola/domain'
import type { AuthContext } from '../context.ts'
import type { KeyRow } from '../convert.ts'
import type { Caller } from '../principal.ts'
import { KEY_FRESH_MS } from './key-cache.ts'
import { hashSecret } from './secret.ts'

/** Who has this key; null when it is unknown, revoked or has expired. */
export async function findKey(context: AuthContext, secret: string): Promise<Caller | null> {
  const { clock, keyCache, endings } = context
  if (!apiKeySecret.safeParse(secret).success) return null
  const hash = hashSecret(secret)
  const now = clock.now()
  const since = endings.count
  const row = await keyCache.find(hash, now, () => readKey(context, hash, now))
  if (!row || row.revokedAt || (row.expiresAt && row.expiresAt.getTime() <= now)) return null
  const role = row.role as KeyRole
  return {
    principal: { kind: role === 'runner' ? 'runner' : 'key', id: row.id, name: row.name, role },
    onEnded: (listener) =>
      endings.watch([`key:${row.id}`], since, row.expiresAt?.getTime() ?? null, listener),
  }
}

async function readKey({ database }: AuthContext, keyHash: string, now: number): Promise<KeyRow | null> {
  const row = await database.apiKey.findUnique({ where: { keyHash } })
  if (row && !row.revokedAt && now - (row.lastUsedAt?.getTime() ?? 0) >= KEY_FRESH_MS) {
    // Nobody waits for it: with a full disk, those who only read are still served.
    void database.apiKey
      .updateMany({ where: { id: row.id }, data: { lastUsedAt: new Date(now) } })
      .catch(() => undefined)
  }
  return row
}
