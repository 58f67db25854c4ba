import { httpSubscriptionLink, type TRPCLink } from '@trpc/client'
import { EventSource } from 'eventsource'
import type { AppRouter } from './contract.ts'
import type { SignedFetch } from './signed-fetch.ts'
import { streamFetch } from './stream-fetch.ts'

/** Server-sent events through `fetch`, in Node and in browsers alike: their own EventSource could not bring a key. */
export function subscriptionLink(url: string, send: SignedFetch): TRPCLink<AppRouter> {
  return (runtime) => (call) => {
    const fetch = streamFetch(send)
    const link = httpSubscriptionLink<AppRouter, typeof EventSource>({
      url,
      EventSource,
      eventSourceOptions: { fetch },
    })
    return link(runtime)(call)
  }
}
