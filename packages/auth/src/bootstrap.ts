import { apiKeySecret, parseInput } from '@isola/domain'
import type { AuthContext } from './context.ts'
import { createKey } from './keys/create-key.ts'
import { ISOLA } from './set-up.ts'

/**
 * Makes `ISOLA_BOOTSTRAP_KEY` an admin's key, on a record that has neither people nor keys but the embedded runner's: for containers and tests.
 * @returns whether it did; on later starts it does nothing, whatever the variable says then
 */
export async function bootstrap(context: AuthContext, secret: string): Promise<boolean> {
  parseInput(apiKeySecret, secret, 'ISOLA_BOOTSTRAP_KEY')
  const { authUser, apiKey } = context.database
  if ((await authUser.findFirst()) || (await apiKey.findFirst({ where: { role: { not: 'runner' } } })))
    return false
  await createKey(context, { name: 'bootstrap', role: 'admin' }, ISOLA, secret)
  return true
}
