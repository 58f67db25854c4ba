import { matchesFilter, type WorkloadFilter, type WorkloadSummary, workloadFilter } from '@isola/domain'
import fc from 'fast-check'
import { describe, expect } from 'vitest'
import type { Store } from '../store.ts'
import { filterArbitraries, filtersOver } from './filter-arbitraries.ts'
import { allPages, idsOf } from './fixtures.ts'
import { makeRandomWorkload, randomWorkloads } from './random-workloads.ts'
import type { StoreTest } from './store-test.ts'
import { makeVariedWorkloads } from './varied-workloads.ts'

async function allOf(store: Store): Promise<WorkloadSummary[]> {
  const pages = await allPages((from) => store.listWorkloads({ limit: 200, ...from }))
  return pages.flatMap(({ items }) => items)
}

async function expectTheSame(store: Store, rows: WorkloadSummary[], filter: WorkloadFilter): Promise<void> {
  const parsed = workloadFilter.parse(filter)
  const matching = rows.filter((row) => matchesFilter(parsed, row)).map(({ id }) => id)
  expect(matching, JSON.stringify(filter)).toEqual(await idsOf(store, { filter, limit: 200 }))
}

const sample = <Value>(arbitrary: fc.Arbitrary<Value>, numRuns: number, seed: number): Value[] =>
  fc.sample(arbitrary, { numRuns, seed })

export function exerciseLiveFilters(it: StoreTest): void {
  describe('a workload matches a filter in memory exactly when the list of that filter contains it', () => {
    it('by each key of the grammar alone', async ({ store, clock }) => {
      await makeVariedWorkloads(store, clock)
      const rows = await allOf(store)
      const byKey = filterArbitraries(rows)
      expect(Object.keys(byKey).sort()).toEqual(Object.keys(workloadFilter.shape).sort())
      for (const [key, values] of Object.entries(byKey)) {
        const property = fc.asyncProperty<[unknown]>(values, (value) =>
          expectTheSame(store, rows, { [key]: value }),
        )
        await fc.assert(property, { numRuns: 25 })
      }
    })

    it('whatever it is like, by any keys together', async ({ store, clock }) => {
      await makeVariedWorkloads(store, clock)
      // What one run makes the next one finds: they add to what is compared.
      const property = fc.asyncProperty(randomWorkloads, fc.integer(), async (workloads, seed) => {
        for (const workload of workloads) await makeRandomWorkload(store, clock, workload)
        const rows = await allOf(store)
        for (const filter of sample(filtersOver(rows), 60, seed)) await expectTheSame(store, rows, filter)
        // Of what one workload is like, so that even many keys together find something.
        for (const row of sample(fc.constantFrom(...rows), 40, seed)) {
          for (const filter of sample(filtersOver([row], 20), 2, seed))
            await expectTheSame(store, rows, filter)
        }
      })
      await fc.assert(property, { numRuns: 3, endOnFailure: true })
    })
  })
}
