import 'server-only'
import type { AppRouter } from '@isola/api'
import { headers } from 'next/headers'

export type Caller = ReturnType<AppRouter['createCaller']>

/**
 * The server's own procedures, in this process, with the permissions of whoever asks for the page. The server leaves them
 * in a global: Next bundles its own copies of modules, and would open the record a second time.
 */
export async function getCaller(): Promise<Caller> {
  const find = (globalThis as Record<symbol, unknown>)[Symbol.for('isola.caller')]
  if (typeof find !== 'function') throw new Error('The dashboard is served by apps/server: start that')
  return (find as (headers: Headers) => Promise<Caller>)(await headers())
}
