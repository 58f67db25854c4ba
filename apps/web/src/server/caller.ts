import 'server-only'
import type { AppRouter } from '@isola/api'
import { headers } from 'next/headers'

export type Caller = ReturnType<AppRouter['createCaller']>

/**
 * The server's own procedures, in this process, with the permissions of whoever the server let in to this page. It leaves
 * them in a global: Next bundles its own copies of modules, and would open the record a second time.
 */
export async function getCaller(): Promise<Caller> {
  // What depends on who asks is made for each request, and never while building.
  await headers()
  const callerOfPage = (globalThis as Record<symbol, unknown>)[Symbol.for('isola.caller')]
  if (typeof callerOfPage !== 'function')
    throw new Error('The dashboard is served by apps/server: start that')
  return (callerOfPage as () => Caller | Promise<Caller>)()
}
