import type { Instrumentation } from 'next'

/** What a page failed with goes to the server's log, under the id that the page shows instead of it. */
export const onRequestError: Instrumentation.onRequestError = (error, _request, { routePath }) => {
  const report = (globalThis as Record<symbol, unknown>)[Symbol.for('isola.pageFailed')]
  if (typeof report === 'function')
    report(error instanceof Error ? error : new Error(String(error)), routePath)
}
