import { LIMITS } from '@isola/domain'
import { httpBatchLink, httpLink, type TRPCLink } from '@trpc/client'
import type { answerFetch } from './answer-fetch.ts'
import type { AppRouter } from './contract.ts'
import { companyOf } from './goes-alone.ts'

/** Proxies commonly refuse request lines over 8 KiB. */
const URL_LENGTH = 8_000
/** As many as the server answers together. */
const PAGES = Math.floor(LIMITS.batchBytes / LIMITS.pageBytes)

/** Sends what is called in one tick together, as far as the server takes it so. */
export function batchLink(url: string, fetch: ReturnType<typeof answerFetch>): TRPCLink<AppRouter> {
  const batchOf = (maxItems: number) =>
    httpBatchLink<AppRouter>({ url, fetch, maxItems, maxURLLength: URL_LENGTH })
  return (runtime) => {
    const send = {
      alone: httpLink<AppRouter>({ url, fetch })(runtime),
      pages: batchOf(PAGES)(runtime),
      light: batchOf(LIMITS.batchCalls)(runtime),
    }
    return (request) => send[companyOf(request.op)](request)
  }
}
