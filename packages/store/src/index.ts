export type { Commit, NewWork } from './commit.ts'
export type { VerifyReport } from './maintenance/verify.ts'
export { type OpenStoreOptions, openStore } from './open-store.ts'
export type { Store, StoreHealth } from './store.ts'
