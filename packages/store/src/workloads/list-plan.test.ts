import { LIMITS, type ListWorkloadsQuery, priceOf, type WorkloadFilter, workloadFilter } from '@isola/domain'
import { describe, expect, it } from 'vitest'
import { admin, held, iso, START, UNKNOWN_ID, workloadIn } from '../testing/fixtures.ts'
import { explainer, unboundedSteps } from '../testing/query-plan.ts'
import { planList } from './list-plan.ts'
import { listWorkloads } from './list-workloads.ts'

const label = { key: 'team', value: 'red' }
const inputHash = 'a'.repeat(64)
const BY_ID = 'workloads USING COVERING INDEX sqlite_autoindex_workloads_1'
const BY_FACETS =
  'workloads USING COVERING INDEX workloads_facets (status=? AND isolation=? AND runtime=? AND id>?)'
const BY_CAUSE =
  'workloads USING COVERING INDEX workloads_causes (cause=? AND status=? AND isolation=? AND runtime=? AND id>?)'
const BY_LABEL = 'workload_labels USING PRIMARY KEY (key=? AND value=? AND workload_id>?)'

/** What is asked, and the one index that leads to it, in the order of ids, from after the cursor. */
const LEADS: [what: string, filter: ListWorkloadsQuery['filter'], lead: string][] = [
  ['everything', {}, `${BY_ID} (id>?)`],
  ['an id', { id: UNKNOWN_ID }, `${BY_ID} (id=?)`],
  ['the beginning of an id', { idPrefix: '01' }, `${BY_ID} (id>? AND id<?)`],
  ['a range of creation', { createdFrom: iso(START), createdTo: iso(START + 1) }, `${BY_ID} (id>? AND id<?)`],
  ['a status', { status: ['failed'] }, BY_FACETS],
  ['isolations', { isolation: ['sandbox', 'gvisor'] }, BY_FACETS],
  ['a runtime', { runtime: ['node'] }, BY_FACETS],
  [
    'statuses in isolations',
    { status: ['failed', 'killed'], isolation: ['auto'], runtime: ['go'] },
    BY_FACETS,
  ],
  ['causes', { cause: ['timeout', 'operator'] }, BY_CAUSE],
  ['a cause of one status and runtime', { cause: ['exit'], status: ['failed'], runtime: ['go'] }, BY_CAUSE],
  ['a label', { label }, BY_LABEL],
  ['a label of one status', { label, status: ['failed'] }, BY_LABEL],
  ['equal work', { inputHash }, 'workloads USING COVERING INDEX workloads_source (source_id=? AND id>?)'],
  [
    'retries',
    { retryOf: UNKNOWN_ID },
    'workloads USING COVERING INDEX workloads_retry_of (retry_of=? AND id>?)',
  ],
  ['a text', { text: 'x' }, `${BY_ID} (id>?)`],
  ['a text in one status', { text: 'x', status: ['failed'] }, BY_FACETS],
  ['a node', { nodeId: 'host-7' }, `${BY_ID} (id>?)`],
  ['a creator', { createdBy: { kind: 'key', id: 'x' } }, `${BY_ID} (id>?)`],
  ['ends from a time on', { finishedFrom: iso(START) }, `${BY_ID} (id>?)`],
  [
    'a range of ends, and of creation',
    { finishedTo: iso(START + 1), createdFrom: iso(START) },
    `${BY_ID} (id>? AND id<?)`,
  ],
  ['durations and exit codes', { durationMinMs: 1, durationMaxMs: 2, exitCode: 1 }, `${BY_ID} (id>?)`],
  ['requested isolations', { requestedIsolation: ['gvisor'] }, `${BY_ID} (id>?)`],
]

describe('a list', () => {
  for (const [what, filter, lead] of LEADS) {
    it(`of ${what} is led by one index, and neither reads nor sorts all rows, in either order`, async () => {
      const explain = await explainer(async (store) => {
        await workloadIn(store, 'failed', { labels: { team: 'red' } })
        await store.createWorkload(held, admin)
      })
      for (const order of ['oldest', 'newest'] as const) {
        const query = { order, ...(filter && { filter }) }
        const first = await explain((context) => listWorkloads(context, query))
        const next = await explain((context) => listWorkloads(context, { ...query, cursor: UNKNOWN_ID }))
        // Where nothing narrows the ids, the first page walks the primary key from its end, as far as it looks.
        const walk = lead === `${BY_ID} (id>?)` ? `SCAN ${BY_ID}` : ''
        expect(unboundedSteps(first).filter((step) => step !== walk)).toEqual([])
        expect(unboundedSteps(next)).toEqual([])
        const expected = order === 'oldest' ? lead : lead.replace(/id>\?\)$/, 'id<?)')
        const page = next.find(({ sql }) => sql.includes('CROSS JOIN'))
        expect(page?.steps[0]).toBe(`SEARCH ${expected}`)
      }
    })
  }
})

describe('the price of a list', () => {
  const time = iso(START)
  const VALUES: Required<WorkloadFilter> = {
    id: UNKNOWN_ID,
    idPrefix: '01',
    status: ['failed'],
    cause: ['exit'],
    isolation: ['auto'],
    requestedIsolation: ['auto'],
    runtime: ['go'],
    label,
    nodeId: 'host-7',
    retryOf: UNKNOWN_ID,
    inputHash,
    createdBy: { kind: 'key', id: 'x' },
    createdFrom: time,
    createdTo: time,
    finishedFrom: time,
    finishedTo: time,
    durationMinMs: 1,
    durationMaxMs: 2,
    exitCode: 0,
    text: 'x',
  }
  const keys = Object.keys(VALUES) as (keyof WorkloadFilter)[]
  const filterOf = (chosen: (keyof WorkloadFilter)[]) =>
    Object.fromEntries(chosen.map((key) => [key, VALUES[key]])) as WorkloadFilter
  const filters = keys.flatMap((one) =>
    keys.flatMap((two) => keys.map((three) => filterOf([one, two, three]))),
  )

  it('counts the rows that its plan may look at, whatever it is filtered by', () => {
    const free = filters.filter((filter) => priceOf('workload.list', { filter }).rows === 0)
    expect(free.length).toBeGreaterThan(100)
    for (const filter of free) {
      const plan = planList(workloadFilter.parse(filter))
      expect([filter, plan.residual, plan.byCells]).toEqual([filter, [], undefined])
    }
    for (const filter of [...keys.map((key) => filterOf([key])), {}]) {
      const rows = planList(workloadFilter.parse(filter)).residual.length > 0 ? LIMITS.scannedRows : 0
      expect([filter, priceOf('workload.list', { filter }).rows]).toEqual([filter, rows])
    }
  })
})
