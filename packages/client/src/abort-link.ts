import { TRPCClientError, type TRPCLink } from '@trpc/client'
import { observable } from '@trpc/server/observable'
import type { AppRouter } from './contract.ts'

/** Ends a call as its signal aborts. Without it a call would wait for others of its batch, or for its next attempt. */
export const abortLink: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    observable((observer) => {
      const { signal } = op
      const abort = () => observer.error(TRPCClientError.from(signal?.reason))
      if (signal?.aborted) {
        abort()
        return
      }
      signal?.addEventListener('abort', abort, { once: true })
      const call = next(op).subscribe(observer)
      return () => {
        signal?.removeEventListener('abort', abort)
        call.unsubscribe()
      }
    })
