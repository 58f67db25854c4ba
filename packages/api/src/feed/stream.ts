import type { Caller } from '@isola/auth'
import { IsolaError } from '@isola/domain'

interface Streaming {
  caller: Caller
  stopping: AbortSignal
}

/**
 * A stream that ends with its request, with the server, and with the credentials it was opened with.
 * @throws UNAUTHENTICATED when the credentials ended; STORE_BUSY, on which clients reconnect, when the server stops
 */
export async function* streamFor<Item>(
  { caller, stopping }: Streaming,
  request: AbortSignal | undefined,
  open: (signal: AbortSignal) => AsyncGenerator<Item, void>,
): AsyncGenerator<Item, void> {
  const ended = new AbortController()
  const stopWatching = caller.onEnded(() => ended.abort())
  try {
    yield* open(AbortSignal.any([stopping, ended.signal, ...(request ? [request] : [])]))
  } finally {
    stopWatching()
  }
  if (ended.signal.aborted) throw new IsolaError({ code: 'UNAUTHENTICATED' }, 'These credentials have ended')
  if (stopping.aborted) throw new IsolaError({ code: 'STORE_BUSY' }, 'The server is stopping')
}
