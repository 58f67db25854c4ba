/** Pages are cut while they are read: what is beyond them is never in memory. */
import { LIMITS } from '@isola/domain'
import { describe, expect, it } from 'vitest'
import { listAudit } from './audit/list-audit.ts'
import type { StoreContext } from './context.ts'
import { listChanges } from './events/list-changes.ts'
import { listEvents } from './events/list-events.ts'
import { listLogLines } from './logs/list-log-lines.ts'
import { listRunners } from './runners/list-runners.ts'
import { admin, held } from './testing/fixtures.ts'
import { explainer } from './testing/query-plan.ts'
import { registration } from './testing/runners.ts'
import { listWorkloads } from './workloads/list-workloads.ts'

const COUNT = 60
const labels = Object.fromEntries(
  Array.from({ length: LIMITS.labels }, (_, i) => [`label ${i}`, '\u0001'.repeat(LIMITS.labelValueLength)]),
)
/** As JSON a fifth of a page. */
const large = '\u0001'.repeat(LIMITS.pageBytes / 30)

/** How many rows a list takes from the database for its first page, and how many items that has. */
async function rowsOf(list: (context: StoreContext, id: string) => Promise<unknown[]>) {
  let id = ''
  const explain = await explainer(async (store) => {
    for (let i = 0; i < COUNT; i++) id = (await store.createWorkload({ ...held, labels }, admin)).id
    for (let i = 0; i < COUNT; i++) {
      await store.updateWorkload(id, { error: large + i }, admin)
      await store.appendAudit({ action: 'a test', details: large }, admin)
      await store.appendLogLines(id, [{ seq: i, stream: 'stdout', line: large }], admin)
      const runner = { kind: 'runner', id: `runner ${i}`, name: 'rex' } as const
      await store.registerRunner({ ...registration(runner), labels }, runner)
    }
  })
  let rows = 0
  let items = 0
  await explain(async (context) => {
    const read = context.reader.read.bind(context.reader)
    context.reader.read = (sql, parameters, consume) =>
      read(sql, parameters, (found) =>
        consume(
          (function* () {
            for (const row of found) {
              rows++
              yield row
            }
          })(),
        ),
      )
    items = (await list(context, id)).length
  })
  return { rows, items }
}

describe('a page of large items takes one row more than it holds, of', () => {
  it.for([
    ['log lines', async (context, id) => (await listLogLines(context, id, { limit: 1_000 })).items],
    ['events', async (context, id) => (await listEvents(context, id, { limit: 200 })).items],
    ['changes', (context) => listChanges(context, { after: 0, limit: 200 })],
    ['the audit trail', async (context) => (await listAudit(context, { limit: 200 })).items],
    ['workloads', async (context) => (await listWorkloads(context, { limit: 200 })).items],
    ['runners', async (context) => (await listRunners(context, { limit: 200 })).items],
  ] as [string, Parameters<typeof rowsOf>[0]][])('%s', async ([, list]) => {
    const { rows, items } = await rowsOf(list)
    expect(items).toBeLessThan(COUNT)
    expect(rows).toBe(items + 1)
  })
})
