import type { Clock } from '@isola/domain'
import type { AuthDatabase } from '@isola/store/auth-database'
import type { Endings } from './endings.ts'
import type { KeyCache } from './keys/key-cache.ts'

/** What the verbs work with. */
export interface AuthContext {
  database: AuthDatabase
  clock: Clock
  endings: Endings
  keyCache: KeyCache
}
