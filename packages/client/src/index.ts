export type * from './contract.ts'
export { createIsolaClient, type IsolaClient, type IsolaClientOptions } from './create-isola-client.ts'
export { type IsolaError, isIsolaError } from './is-isola-error.ts'
export { type WaitOptions, WaitTimeoutError } from './wait-for-workload.ts'
