import {
  type Actor,
  type CreateApiKeyInput,
  type CreatedApiKey,
  createApiKeyInput,
  InvalidInputError,
  parseInput,
  toMs,
} from '@isola/domain'
import { ulid } from 'ulid'
import type { AuthContext } from '../context.ts'
import { toApiKey } from '../convert.ts'
import { hashSecret, newSecret, startOf } from './secret.ts'

/** The answer holds the key itself, for the only time. */
export async function createKey(
  { database, clock }: AuthContext,
  input: CreateApiKeyInput,
  actor: Actor,
  secret: string = newSecret(),
): Promise<CreatedApiKey> {
  const { name, role, expiresAt } = parseInput(createApiKeyInput, input)
  const now = clock.now()
  if (expiresAt !== undefined && toMs(expiresAt) <= now) {
    throw new InvalidInputError([{ path: 'expiresAt', message: 'must lie in the future' }])
  }
  const id = ulid(now)
  const data = {
    id,
    name,
    role,
    keyHash: hashSecret(secret),
    start: startOf(secret),
    createdBy: JSON.stringify({ kind: actor.kind, id: actor.id, name: actor.name }),
    createdAt: new Date(now),
    expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
  }
  const entry = { action: 'key.created', target: id, details: { name, role, expiresAt: expiresAt ?? null } }
  const row = await database.recorded(entry, actor, ({ apiKey }) => apiKey.create({ data }))
  return { ...toApiKey(row), key: secret }
}
