import { InvalidInputError, offeredBy, WORK_KINDS, type WorkKind } from '@isola/domain'
import type { StoreContext } from '../context.ts'
import { liveCapabilities } from '../runners/read-runner.ts'
import { changeParameters, changeSql, FINISHED_NOW } from '../workloads/change.ts'
import { SWEEPER } from './sweeper.ts'

/** What is failed between two looks: others write in between. */
const SLICE = 100
const WAITING = `
  SELECT id FROM workloads INDEXED BY workloads_claimable
  WHERE status = 'pending' AND hold = 0 AND isolation = ? AND runtime = ? AND id <= ? ORDER BY id LIMIT ${SLICE}`
const FAIL = changeSql(
  "'transitioned'",
  ["status = 'failed'", "cause = 'unsupported'", `finished_at = ${FINISHED_NOW}`],
  ["status = 'pending'", 'hold = 0'],
)

/**
 * Fails workloads that have been pending for `afterSeconds` while no live runner offered their kind for that long. Answers
 * how many. Costs a probe for each of 25 kinds, and what fails.
 * @throws INVALID_INPUT when `afterSeconds` is not positive
 */
export async function failUnsupported(context: StoreContext, afterSeconds: number): Promise<number> {
  if (!(afterSeconds > 0))
    throw new InvalidInputError([{ path: 'afterSeconds', message: 'must be positive' }])
  const ms = afterSeconds * 1_000
  const { unoffered } = context.presence
  unoffered.look(offeredBy(liveCapabilities(context.presence)), context.ids.newest, ms)
  const newest = unoffered.thereFor(ms)
  if (newest === null) return 0
  let failed = 0
  for (const kind of WORK_KINDS) failed += await failKind(context, kind, newest, ms)
  return failed
}

async function failKind(
  { clock, lane, reader, presence }: StoreContext,
  kind: WorkKind,
  newest: string,
  ms: number,
): Promise<number> {
  const reason = `No runner has offered ${kind.runtime} in ${kind.isolation} for ${ms / 1_000} seconds`
  let failed = 0
  for (let slice: string[] | null = null; slice === null || slice.length === SLICE; ) {
    // A runner may have come meanwhile.
    if (!presence.unoffered.isUnoffered(kind, ms)) break
    const rows = await reader.all(WAITING, kind.isolation, kind.runtime, newest)
    slice = rows.map(({ id }) => String(id))
    const failing = slice.map((id) =>
      lane.submit((db, announce) => {
        const rows = db.all(FAIL, changeParameters(id, SWEEPER, { reason }, clock.now()))
        if (rows.length > 0) announce({ event: id })
        return rows.length
      }),
    )
    for (const count of await Promise.all(failing)) failed += count
  }
  return failed
}
