import type { Actor, AppendLogResult, LogLinesInput } from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { storeLines } from '../logs/store-lines.ts'
import { parseActor } from '../parse-actor.ts'
import { leaseLost, tokenHashOf } from './lease-token.ts'

/** Lines of a leased workload, from the holder of its lease. */
export async function reportLogs(
  context: StoreContext,
  id: string,
  leaseToken: string,
  lines: LogLinesInput,
  actor: Actor,
): Promise<AppendLogResult> {
  const runner = parseActor(actor).id
  const tokenHash = tokenHashOf(leaseToken)
  return storeLines(context, id, lines, (workload) => {
    if (workload?.leased_by !== runner || workload.lease_token_hash !== tokenHash) throw leaseLost()
  })
}
