import type { AuthContext } from './context.ts'
import { createKey } from './keys/create-key.ts'
import { hashSecret } from './keys/secret.ts'
import { ISOLA } from './set-up.ts'

/**
 * Makes the key of the server's own runner, at the first start that has one.
 * @returns whether it lets the runner in: an admin may have revoked it
 */
export async function ownRunner(context: AuthContext, secret: string): Promise<boolean> {
  const known = await context.database.apiKey.findFirst({ where: { keyHash: hashSecret(secret) } })
  if (known) return known.revokedAt === null
  await createKey(context, { name: 'embedded', role: 'runner' }, ISOLA, secret)
  return true
}
