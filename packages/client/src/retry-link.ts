import { TRPCClientError, type TRPCLink } from '@trpc/client'
import type { AnyRouter } from '@trpc/server'
import { observable, type Unsubscribable } from '@trpc/server/observable'
import { after } from './after.ts'
import { backoffMs } from './backoff.ts'
import { isIsolaError } from './is-isola-error.ts'
import { mayRepeat } from './may-repeat.ts'
import { NoAnswerError } from './no-answer-error.ts'

/**
 * Retries a call that got no answer or a busy server, if repeating it is safe. It runs before batching: each call of a
 * lost batch is judged by itself.
 */
export function retryLink(attempts: number): TRPCLink<AnyRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let call: Unsubscribable | undefined
        let cancel: (() => void) | undefined
        const attempt = (count: number): void => {
          call = next(op).subscribe({
            next: (value) => observer.next(value),
            complete: () => observer.complete(),
            error: (error) => {
              const delayMs = count < attempts && mayRepeat(op) ? delayAfter(error, count) : null
              if (delayMs === null) observer.error(error)
              else cancel = after(delayMs, () => attempt(count + 1))
            },
          })
        }
        attempt(1)
        return () => {
          cancel?.()
          call?.unsubscribe()
        }
      })
}

/** How long to wait before the next attempt, in milliseconds; null if another attempt would fail too. */
export function delayAfter(error: unknown, failures: number): number | null {
  const ms = backoffMs(failures)
  if (isIsolaError(error, 'RATE_LIMITED')) return error.data.isola.retryAfterSeconds * 1_000 + ms
  if (isIsolaError(error)) return error.data.httpStatus === 503 ? ms : null
  return error instanceof TRPCClientError && error.cause instanceof NoAnswerError && error.cause.passes
    ? ms
    : null
}
