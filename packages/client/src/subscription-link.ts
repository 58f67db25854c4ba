import { httpSubscriptionLink, type TRPCLink } from '@trpc/client'
import type { AnyRouter } from '@trpc/server'
import { observable, type Unsubscribable } from '@trpc/server/observable'
import { EventSource } from 'eventsource'
import { after } from './after.ts'
import { isIsolaError } from './is-isola-error.ts'
import { delayAfter } from './retry-link.ts'
import type { SignedFetch } from './signed-fetch.ts'
import { streamFetch } from './stream-fetch.ts'

/**
 * Server-sent events through `fetch`, in Node and in browsers alike: their own EventSource could not bring a key. tRPC
 * connects again by itself after what it knows to pass; that too many requests do is known here.
 */
export function subscriptionLink(url: string, send: SignedFetch, timeoutMs: number): TRPCLink<AnyRouter> {
  return (runtime) =>
    ({ op, next }) =>
      observable((observer) => {
        const eventSourceOptions = { fetch: streamFetch(send, timeoutMs) }
        const link = httpSubscriptionLink<AnyRouter, typeof EventSource>({
          url,
          EventSource,
          eventSourceOptions,
        })
        let stream: Unsubscribable | undefined
        let cancel: (() => void) | undefined
        let refusals = 0
        let input = op.input
        const connect = (): void => {
          stream = link(runtime)({ op: { ...op, input }, next }).subscribe({
            next: (envelope) => {
              const { result } = envelope
              if ('id' in result) {
                input = { ...Object(input), lastEventId: result.id }
                refusals = 0
              }
              observer.next(envelope)
            },
            complete: () => observer.complete(),
            error: (error) => {
              const delayMs = isIsolaError(error, 'RATE_LIMITED') ? delayAfter(error, ++refusals) : null
              if (delayMs === null) observer.error(error)
              else cancel = after(delayMs, connect)
            },
          })
        }
        connect()
        return () => {
          cancel?.()
          stream?.unsubscribe()
        }
      })
}
