import { LIMITS } from '@isola/domain'
import { httpBatchLink, httpLink, type TRPCLink } from '@trpc/client'
import type { AnyRouter } from '@trpc/server'
import type { answerFetch } from './answer-fetch.ts'
import { batchClassOf } from './goes-alone.ts'

/** Proxies commonly refuse request lines over 8 KiB. */
const URL_LENGTH = 8_000
/** How many full pages the server answers together. */
const PAGES = Math.floor(LIMITS.batchBytes / LIMITS.pageBytes)

/** Sends the calls of one tick together, in batches that the server accepts. */
export function batchLink(url: string, fetch: ReturnType<typeof answerFetch>): TRPCLink<AnyRouter> {
  const batchOf = (maxItems: number) =>
    httpBatchLink<AnyRouter>({ url, fetch, maxItems, maxURLLength: URL_LENGTH })
  return (runtime) => {
    const send = {
      alone: httpLink<AnyRouter>({ url, fetch })(runtime),
      pages: batchOf(PAGES)(runtime),
      light: batchOf(LIMITS.batchCalls)(runtime),
    }
    return (request) => send[batchClassOf(request.op)](request)
  }
}
