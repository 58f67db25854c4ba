import type { Caller } from '@isola/auth'
import { InvalidInputError, LIMITS, type LogLine, sizeOf } from '@isola/domain'
import { tracked } from '@trpc/server'
import { checkLeaseOf } from '../check-lease.ts'
import type { ApiContext } from '../context.ts'
import { streamFor } from '../feed/stream.ts'

type Following = Pick<ApiContext, 'store' | 'notifier' | 'capacity' | 'stopping' | 'share'> & {
  caller: Caller
}

/**
 * The log from its first line, or after the line `lastEventId`, and then what is appended. A part carries the number of its
 * last line.
 * @throws INVALID_INPUT for a line that has never been written. Where retention has removed lines nobody knows whether it
 * was, and the stream begins with what comes after it.
 */
export async function* followLog(
  context: Following,
  { id, lastEventId }: { id: string; lastEventId?: string | undefined },
  request: AbortSignal | undefined,
) {
  await checkLeaseOf(context, id)
  const after = lastEventId === undefined ? -1 : Number(lastEventId)
  const { items, removed } = await context.store.listLogLines(id, { direction: 'backward', limit: 1 })
  if (!removed && after > (items[0]?.seq ?? -1))
    throw new InvalidInputError([{ path: 'lastEventId', message: 'is yet to come' }])
  for await (const lines of streamFor(context, request, (signal) => linesAfter(context, id, after, signal))) {
    yield tracked(String(lines.at(-1)?.seq), { lines })
  }
}

/**
 * Lines in the order of their numbers, until `signal` aborts.
 * @throws WORKLOAD_NOT_FOUND when the workload is deleted meanwhile; FORBIDDEN when the runner that follows loses its lease
 */
async function* linesAfter(
  context: Following,
  id: string,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<LogLine[], void> {
  const { store, notifier, capacity, share, caller } = context
  const isRunner = caller.principal.kind === 'runner'
  const { signal: news, unsubscribe } = notifier.subscribe(
    'log',
    caller.principal,
    `log:${id}`,
    ...(isRunner ? [`workload:${id}` as const] : []),
  )
  try {
    for (let seq = after; !signal.aborted; ) {
      await checkLeaseOf(context, id)
      const place = { ...(seq >= 0 && { cursor: String(seq) }), limit: LIMITS.logPageSize }
      const { items, nextCursor } = await capacity.largeReads(() => {
        capacity.bytes.check(caller.principal)
        return store.listLogLines(id, place, { bytes: LIMITS.streamPageBytes })
      })
      const last = items.at(-1)
      if (last) {
        seq = last.seq
        // Until the subscriber has taken them, and asks for more.
        const giveBack = share?.hold(sizeOf(items))
        yield items
        giveBack?.()
      }
      if (nextCursor === null) await news.wait(signal)
    }
  } finally {
    unsubscribe()
  }
}
