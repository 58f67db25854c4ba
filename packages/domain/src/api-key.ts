import { z } from 'zod'
import { actorIdentity } from './actor.ts'
import { LIMITS } from './limits.ts'
import { pageOf } from './page.ts'
import { keyRole } from './role.ts'
import { phrase } from './text.ts'
import { timestamp } from './time.ts'

/** What a program signs in with. The key itself is shown once, when it is made. */
export const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  role: keyRole,
  /** Its first characters, to be told apart by. */
  start: z.string(),
  createdBy: actorIdentity,
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  /** To the minute. */
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
})
export type ApiKey = z.infer<typeof apiKey>
export const apiKeyPage = pageOf(apiKey)

export const apiKeyId = phrase(LIMITS.idLength)

export const createApiKeyInput = z.strictObject({
  name: phrase(LIMITS.nameLength),
  role: keyRole,
  /** Absent: until it is revoked. */
  expiresAt: timestamp.optional(),
})
export type CreateApiKeyInput = z.input<typeof createApiKeyInput>

export const createdApiKey = apiKey.extend({ key: z.string() })
export type CreatedApiKey = z.infer<typeof createdApiKey>

/** What `ISOLA_BOOTSTRAP_KEY` may be, and the form of every key. */
export const apiKeySecret = z
  .string()
  .regex(/^isk_[A-Za-z0-9_-]{32,124}$/, 'must be isk_ and 32 to 124 characters of A-Z a-z 0-9 _ -')
