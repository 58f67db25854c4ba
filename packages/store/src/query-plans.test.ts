import { describe, expect, it } from 'vitest'
import { listAudit } from './audit/list-audit.ts'
import { getLatestSeq } from './events/get-latest-seq.ts'
import { listChanges } from './events/list-changes.ts'
import { listEvents } from './events/list-events.ts'
import { listLogLines } from './logs/list-log-lines.ts'
import { getActivity } from './stats/get-activity.ts'
import { getAttention } from './stats/get-attention.ts'
import { getDurations } from './stats/get-durations.ts'
import { getWorkloadStats } from './stats/get-workload-stats.ts'
import { admin, DAY, held, iso, START } from './testing/fixtures.ts'
import { type Explained, explainer, unboundedSteps } from './testing/query-plan.ts'
import { getWorkload } from './workloads/get-workload.ts'

/** Explains on a record with one workload, and hands out its id. */
async function withWorkload() {
  let id = ''
  const explain = await explainer(async (store) => {
    id = (await store.createWorkload(held, admin)).id
  })
  return { id, explain }
}

const leads = (explained: Explained[]) => explained.map(({ steps }) => steps[0])

describe('the queries of', () => {
  it('attention each begin in an index of their own, and neither read nor sort all rows', async () => {
    const { explain } = await withWorkload()
    const explained = await explain(getAttention)
    expect(unboundedSteps(explained)).toEqual([])
    const failed = 'SEARCH workloads USING COVERING INDEX workloads_failed (finished_at>? AND finished_at<?)'
    expect(leads(explained)).toEqual([
      'SEARCH workload_events USING INDEX workload_events_rejected (at>?)',
      'SEARCH workloads USING COVERING INDEX workloads_facets (status=? AND isolation=? AND runtime=?)',
      'SEARCH workloads USING INDEX workloads_leased (last_heartbeat_at<?)',
      failed,
      failed,
    ])
  })

  for (const [order, side] of [
    ['oldest', '>'],
    ['newest', '<'],
  ] as const) {
    it(`a history read its own events alone, ${order} first`, async () => {
      const { id, explain } = await withWorkload()
      const explained = await explain((context) => listEvents(context, id, { order }))
      expect(unboundedSteps(explained)).toEqual([])
      expect(leads(explained)).toEqual([
        `SEARCH workload_events USING INDEX workload_events_workload (workload_id=? AND seq${side}?)`,
      ])
    })
  }

  for (const [direction, side] of [
    ['forward', '>'],
    ['backward', '<'],
  ] as const) {
    for (const search of [undefined, 'x']) {
      it(`a log read its own lines alone, ${direction}${search ? ', with a search' : ''}`, async () => {
        const { id, explain } = await withWorkload()
        const explained = await explain((context) =>
          listLogLines(context, id, { direction, ...(search && { search }) }),
        )
        expect(unboundedSteps(explained)).toEqual([])
        const lines = explained.filter(({ sql }) => sql.includes('FROM log_lines'))
        expect(leads(lines)).toEqual([`SEARCH log_lines USING PRIMARY KEY (workload_id=? AND seq${side}?)`])
      })
    }
  }

  it('a workload find its row, its source and its output by their keys', async () => {
    const { id, explain } = await withWorkload()
    const [explained] = await explain((context) => getWorkload(context, id))
    expect(explained?.steps).toEqual([
      'SEARCH w USING INDEX sqlite_autoindex_workloads_1 (id=?)',
      'SEARCH s USING INTEGER PRIMARY KEY (rowid=?)',
      'SEARCH o USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN',
    ])
  })

  it('the audit trail read it from its end, filtered too', async () => {
    const { explain } = await withWorkload()
    const stretch = 'SEARCH audit_entries USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)'
    expect(leads(await explain(listAudit))).toEqual([stretch])
    const filtered = await explain((context) =>
      listAudit(context, { action: 'user.created', actor: { kind: 'user', id: '7' }, from: iso(START) }),
    )
    expect(unboundedSteps(filtered)).toEqual([])
    expect(leads(filtered)).toEqual(['SEARCH audit_entries USING INTEGER PRIMARY KEY (rowid<?)', stretch])
  })

  it('changes read events from one number on, and find their workloads by key', async () => {
    const { explain } = await withWorkload()
    const [changes] = await explain((context) => listChanges(context, { after: 0, limit: 10 }))
    expect(changes?.steps).toEqual([
      'SEARCH e USING INTEGER PRIMARY KEY (rowid>?)',
      'SEARCH w USING INDEX sqlite_autoindex_workloads_1 (id=?) LEFT-JOIN',
    ])
    expect(leads(await explain(getLatestSeq))).toEqual(['SEARCH workload_events'])
  })

  it('statistics read aggregates, and never the workloads', async () => {
    const { explain } = await withWorkload()
    const range = { from: iso(START - 30 * DAY), to: iso(START) }
    for (const filter of [
      {},
      { isolation: 'auto' },
      { runtime: 'go' },
      { isolation: 'auto', runtime: 'go' },
    ] as const) {
      const explained = [
        ...(await explain((context) => getWorkloadStats(context, filter))),
        ...(await explain((context) => getDurations(context, filter))),
        ...(await explain((context) => getActivity(context, { ...range, ...filter }))),
      ]
      // What a range or the buckets bound may be sorted.
      const unbounded = unboundedSteps(explained).filter((step) => !step.startsWith('USE TEMP B-TREE'))
      expect(unbounded).toEqual([])
      const tables = explained.flatMap(({ steps }) => steps.map((step) => step.split(' ')[1]))
      expect(tables).not.toContain('workloads')
    }
  })
})
