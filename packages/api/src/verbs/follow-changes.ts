import { type Caller, may } from '@isola/auth'
import { InvalidInputError, type ParsedWorkloadFilter } from '@isola/domain'
import { tracked } from '@trpc/server'
import type { ApiContext } from '../context.ts'
import { filterChange } from '../feed/filter-change.ts'
import { streamFor } from '../feed/stream.ts'

type Following = Pick<ApiContext, 'store' | 'changes' | 'stopping' | 'stream'> & { caller: Caller }

/**
 * What happens from now on, or, resumed, after the event `lastEventId`. Where that is is known, and told, before the
 * stream begins: nothing that its subscriber does as it begins can come too early.
 * @throws INVALID_INPUT for an event that is yet to come
 */
export async function followChanges(
  context: Following,
  { filter = {}, lastEventId }: { filter?: ParsedWorkloadFilter; lastEventId?: string | undefined } = {},
  request: AbortSignal | undefined,
) {
  const newest = await context.store.getLatestSeq()
  const after = lastEventId === undefined ? newest : Number(lastEventId)
  if (after > newest) throw new InvalidInputError([{ path: 'lastEventId', message: 'is yet to come' }])
  context.stream.position = after
  return follow(context, filter, after, request)
}

async function* follow(
  context: Following,
  filter: ParsedWorkloadFilter,
  after: number,
  request: AbortSignal | undefined,
) {
  const { principal } = context.caller
  const seesDeleted = may(principal, 'correct')
  for await (const change of streamFor(context, request, (signal) =>
    context.changes.since(after, principal, signal),
  )) {
    // That it was deleted is for all, the rest of its history for those who may delete.
    if (!change.workload && change.event.kind !== 'deleted' && !seesDeleted) continue
    const told = filterChange(filter, change)
    if (told) yield tracked(String(change.event.seq), told)
  }
}
