import { TRPCClientError, type TRPCLink } from '@trpc/client'
import type { AnyRouter } from '@trpc/server'
import { observable } from '@trpc/server/observable'
import { after } from './after.ts'
import { CallTimeoutError } from './call-timeout-error.ts'
import { onAbort } from './on-abort.ts'
import { waitMs } from './waits.ts'

/**
 * Ends a call when its signal aborts or its time is up, whatever the links after it are doing: waiting for the rest of a
 * batch, or for the next attempt. Those links get a signal of their own: tRPC's never remove their listeners.
 */
export function callLink(timeoutMs: number): TRPCLink<AnyRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        const own = new AbortController()
        const end = (reason: unknown) => {
          own.abort(reason)
          observer.error(TRPCClientError.from(reason as Error))
        }
        const release = onAbort(op.signal, end)
        const cancel = op.type === 'subscription' ? undefined : limit(op.context.timeoutMs)
        const call = own.signal.aborted ? undefined : make()
        return () => {
          release()
          cancel?.()
          call?.unsubscribe()
        }

        function make() {
          try {
            return next({ ...op, signal: own.signal }).subscribe(observer)
          } catch (error) {
            // Thrown from here, it would leave the listener and the timer behind: JSON takes no BigInt and no circle.
            end(error)
            return
          }
        }

        function limit(asked: unknown): () => void {
          const ms = (typeof asked === 'number' ? asked : timeoutMs) + waitMs(op)
          return after(ms, () => end(new CallTimeoutError(op.path, ms)))
        }
      })
}
