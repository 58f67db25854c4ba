import { TRPCClientError, TRPCUntypedClient } from '@trpc/client'
import type { AnyRouter } from '@trpc/server'
import type { CallOptions } from './procedures.ts'

type SubscriptionOptions = Parameters<TRPCUntypedClient<AnyRouter>['subscription']>[2]

/** tRPC's client, where a call takes `timeoutMs`, and fails with what made it fail: tRPC wraps every error in its own. */
export class RpcClient extends TRPCUntypedClient<AnyRouter> {
  override query(path: string, input?: unknown, options?: CallOptions): Promise<unknown> {
    return super.query(path, input, inContext(options)).catch(rethrow)
  }

  override mutation(path: string, input?: unknown, options?: CallOptions): Promise<unknown> {
    return super.mutation(path, input, inContext(options)).catch(rethrow)
  }

  override subscription(path: string, input: unknown, options: SubscriptionOptions) {
    const { onError } = options
    if (!onError) return super.subscription(path, input, options)
    return super.subscription(path, input, { ...options, onError: (error) => onError(unwrap(error)) })
  }
}

/** Links see a call's context, and of its options only that. */
const inContext = ({ timeoutMs, ...options }: CallOptions = {}) =>
  timeoutMs === undefined ? options : { ...options, context: { timeoutMs } }

function rethrow(error: unknown): never {
  throw unwrap(error)
}

/** The server's answers are tRPC's errors, with a `shape`; everything else is only their cause. */
function unwrap<Reported>(error: Reported): Reported {
  const wraps = error instanceof TRPCClientError && error.shape === undefined && error.cause !== undefined
  return wraps ? (error.cause as Reported) : error
}
