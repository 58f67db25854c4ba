import type { Caller } from '@isola/auth'
import { InvalidInputError } from '@isola/domain'
import { tracked } from '@trpc/server'
import { checkLeaseOf } from '../check-lease.ts'
import type { ApiServices } from '../context.ts'
import { streamFor } from '../feed/stream.ts'

type Following = Pick<ApiServices, 'store' | 'logs' | 'stopping'> & { caller: Caller }

/** The log from its first line, or after the line `lastEventId`, and then what is appended. A part carries its last line's number. */
export async function* followLog(
  context: Following,
  { id, lastEventId }: { id: string; lastEventId?: string | undefined },
  request: AbortSignal | undefined,
) {
  await checkLeaseOf(context, id)
  const after = lastEventId === undefined ? -1 : Number(lastEventId)
  const { items } = await context.store.listLogLines(id, { direction: 'backward', limit: 1 })
  if (after > (items[0]?.seq ?? -1))
    throw new InvalidInputError([{ path: 'lastEventId', message: 'is yet to come' }])
  for await (const lines of streamFor(context, request, (signal) => context.logs.since(id, after, signal))) {
    yield tracked(String(lines.at(-1)?.seq), { lines })
  }
}
