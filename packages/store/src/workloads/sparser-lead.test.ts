import { describe, expect, it } from 'vitest'
import { admin, createMany } from '../testing/fixtures.ts'
import { explainer, unboundedSteps } from '../testing/query-plan.ts'
import { listWorkloads } from './list-workloads.ts'

const label = { key: 'team', value: 'red' }
const labels = { team: 'red' }
const BY_CELLS =
  'SEARCH workloads USING COVERING INDEX workloads_facets (status=? AND isolation=? AND runtime=?'
const BY_LABEL = 'SEARCH workload_labels USING PRIMARY KEY (key=? AND value=?'

/** 600 workloads with the label; every hundredth has failed, as have ten without it. */
async function record() {
  const failed = { labelled: [] as string[] }
  const explain = await explainer(async (store) => {
    const ids = await createMany(store, 600, { labels })
    failed.labelled = ids.filter((_, index) => index % 100 === 0)
    const others = await createMany(store, 10)
    for (const id of [...failed.labelled, ...others]) await store.updateWorkloadStatus(id, 'failed', admin)
  })
  return { explain, failed: failed.labelled }
}

describe('a list by label and status', () => {
  it('is led by the status where that is the rarer, in either order, from any page', async () => {
    const { explain, failed } = await record()
    for (const order of ['oldest', 'newest'] as const) {
      const sorted = order === 'oldest' ? failed : failed.toReversed()
      for (const cursor of [undefined, sorted[0]]) {
        let found: string[] = []
        const explained = await explain(async (context) => {
          const query = { order, filter: { label, status: ['failed' as const] }, ...(cursor && { cursor }) }
          found = (await listWorkloads(context, query)).items.map(({ id }) => id)
        })
        expect(found).toEqual(cursor ? sorted.slice(1) : sorted)
        expect(unboundedSteps(explained)).toEqual([])
        const page = explained.find(({ sql }) => sql.includes('CROSS JOIN'))
        expect(page?.steps[0]).toContain(BY_CELLS)
      }
    }
  })

  it('is led by the label where that is the rarer', async () => {
    const { explain } = await record()
    for (const filter of [
      { label, status: ['pending' as const] },
      { label: { key: 'team', value: 'green' }, status: ['failed' as const] },
    ]) {
      const explained = await explain((context) => listWorkloads(context, { filter }))
      const page = explained.find(({ sql }) => sql.includes('CROSS JOIN'))
      expect(page?.steps[0]).toContain(BY_LABEL)
    }
  })
})
