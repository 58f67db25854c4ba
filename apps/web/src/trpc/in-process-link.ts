import type { AppRouter } from '@isola/api'
import { TRPCClientError, type TRPCLink } from '@trpc/client'
import { observable } from '@trpc/server/observable'
import type { Caller } from '#/server/caller.ts'

type Call = (input: unknown) => Promise<unknown>

/** Procedures of this process as a tRPC link: pages ask with the same options as the browser does. */
export const inProcessLink =
  (getCaller: () => Promise<Caller>): TRPCLink<AppRouter> =>
  () =>
  ({ op }) =>
    observable((observer) => {
      const call = async () => {
        const caller: unknown = await getCaller()
        const procedure = op.path
          .split('.')
          .reduce((at, name) => (at as Record<string, unknown>)[name], caller)
        return (procedure as Call)(op.input)
      }
      call().then(
        (data) => {
          observer.next({ result: { type: 'data', data } })
          observer.complete()
        },
        (error) => observer.error(toClientError(error)),
      )
    })

/** As it would have come over the wire. */
function toClientError(error: unknown): TRPCClientError<AppRouter> {
  const { message, cause } = error as { message: string; cause?: { data?: unknown } }
  const data = { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500, isola: cause?.data }
  const answer = { error: { message, code: -32603, data } }
  // The log wants to know where it came from. No browser sees that: of errors only a digest leaves.
  return TRPCClientError.from(answer as never, { cause: error as Error })
}
