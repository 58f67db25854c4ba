import {
  type Actor,
  type AppendLogResult,
  IsolaError,
  type LogLinesInput,
  WorkloadNotFoundError,
} from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { parseActor } from '../parse-actor.ts'
import { checkMayReport } from '../workloads/miss.ts'
import { storeLines } from './store-lines.ts'

/** Lines of a held workload, whose creator logs for it. */
export async function appendLogLines(
  context: StoreContext,
  id: string,
  lines: LogLinesInput,
  actor: Actor,
): Promise<AppendLogResult> {
  const who = parseActor(actor)
  return storeLines(context, id, lines, (workload) => {
    if (!workload) throw new WorkloadNotFoundError(id)
    checkMayReport(workload, who)
    if (!workload.hold) throw new IsolaError({ code: 'FORBIDDEN' }, 'Its runner logs for this workload')
  })
}
