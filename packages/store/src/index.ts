export type { VerifyReport } from './maintenance/verify.ts'
export { type OpenStoreOptions, openStore } from './open-store.ts'
export { makeFolder } from './sqlite/make-folder.ts'
export type { Store, StoreHealth } from './store.ts'
