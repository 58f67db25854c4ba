import { createTRPCClientProxy, splitLink } from '@trpc/client'
import { answerFetch } from './answer-fetch.ts'
import { batchLink } from './batch-link.ts'
import { callLink } from './call-link.ts'
import type { IsolaClientOptions } from './client-options.ts'
import type { IsolaProcedures, Workload } from './contract.ts'
import { retryLink } from './retry-link.ts'
import { RpcClient } from './rpc-client.ts'
import { type RunInput, type RunOptions, type RunOutcome, run } from './run.ts'
import { signedFetch } from './signed-fetch.ts'
import { subscriptionLink } from './subscription-link.ts'
import { type WaitOptions, waitForWorkload } from './wait-for-workload.ts'

export interface IsolaClient extends IsolaProcedures {
  /**
   * Resolves with the workload once it has ended, however it did.
   * @throws WaitTimeoutError when `timeoutMs` is up, the signal's reason, and what `workload.wait` throws
   */
  waitForWorkload(id: string, options?: WaitOptions): Promise<Workload>
  /**
   * Runs code and resolves with how it ended: creates a workload, follows its log, waits for its end.
   * @throws what `workload.create` throws, and whatever ends the wait: the workload then goes on, and the same call with
   *   the same `idempotencyKey` finds it again
   * @throws the signal's reason, or what `onLog` has thrown, once the workload's kill was asked for
   */
  run(input: RunInput, options?: RunOptions): Promise<RunOutcome>
}

const ATTEMPTS = 6
const TIMEOUT_MS = 60_000

export function createIsolaClient(options: IsolaClientOptions): IsolaClient {
  const url = new URL('/api/trpc', options.url).href
  const send = signedFetch(options)
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS
  const rpc = new RpcClient({
    links: [
      callLink(timeoutMs),
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: subscriptionLink(url, send, timeoutMs),
        false: [retryLink(options.attempts ?? ATTEMPTS), batchLink(url, answerFetch(send))],
      }),
    ],
  })
  const client = createTRPCClientProxy(rpc) as unknown as IsolaProcedures
  // tRPC's client is a proxy itself, which would not hold methods of ours.
  const own = new Map<PropertyKey, unknown>([
    ['waitForWorkload', (id: string, waiting?: WaitOptions) => waitForWorkload(client, id, waiting)],
    ['run', (input: RunInput, running?: RunOptions) => run(client, input, running)],
  ])
  return new Proxy(client as IsolaClient, {
    get: (target, key) => own.get(key) ?? Reflect.get(target, key),
  })
}
