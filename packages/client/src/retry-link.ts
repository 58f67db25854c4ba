import { TRPCClientError, type TRPCLink } from '@trpc/client'
import { observable, type Unsubscribable } from '@trpc/server/observable'
import { backoffMs } from './backoff.ts'
import type { AppRouter } from './contract.ts'
import { isIsolaError } from './is-isola-error.ts'
import { mayRepeat } from './may-repeat.ts'
import { NoAnswerError } from './no-answer-error.ts'

/**
 * Makes a call again that found no answer, or too much going on, if that can do no harm. It stands before batching: of
 * a batch that is lost as a whole, each call is judged by itself.
 */
export function retryLink(attempts: number): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let call: Unsubscribable | undefined
        let timer: ReturnType<typeof setTimeout> | undefined
        const attempt = (count: number): void => {
          call = next(op).subscribe({
            next: (value) => observer.next(value),
            complete: () => observer.complete(),
            error: (error) => {
              const delayMs = count < attempts && mayRepeat(op) ? delayAfter(error, count) : null
              if (delayMs === null) observer.error(error)
              else timer = setTimeout(() => attempt(count + 1), delayMs)
            },
          })
        }
        attempt(1)
        return () => {
          clearTimeout(timer)
          call?.unsubscribe()
        }
      })
}

/** How long to wait before the next attempt, in milliseconds; null when another would fare no better. */
export function delayAfter(error: unknown, failures: number): number | null {
  const ms = backoffMs(failures)
  if (isIsolaError(error, 'RATE_LIMITED')) return error.data.isola.retryAfterSeconds * 1_000 + ms
  if (isIsolaError(error)) return error.data.httpStatus === 503 ? ms : null
  return error instanceof TRPCClientError && error.cause instanceof NoAnswerError && error.cause.passes
    ? ms
    : null
}
