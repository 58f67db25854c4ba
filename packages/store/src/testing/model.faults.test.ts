import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../open-store.ts'
import { aggregateDifferences } from './aggregate-differences.ts'
import { TestClock } from './fixtures.ts'
import { steps } from './model-arbitraries.ts'
import { compareWhole } from './model-compare.ts'
import { runSteps } from './model-run.ts'
import type { Model } from './model-state.ts'

const full = process.env.ISOLA_FAULTS === 'full'
const numRuns = full ? 10_000 : 100
const stepsInRun = full ? 40 : 30

const folder = mkdtempSync(join(tmpdir(), 'isola-model-'))
const empty = join(folder, 'empty.db')
const file = join(folder, 'isola.db')

/** Every run begins with an empty record: a copy, because laying the schema anew takes longer than a run. */
beforeAll(async () => {
  const store = await openStore({ url: `file:${empty}` })
  await store.close()
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('any sequence of calls', () => {
  it('has the answers and leaves the record that the contract says', { timeout: 6 * 3_600_000 }, async () => {
    const property = fc.asyncProperty(steps(stepsInRun), async (run) => {
      const clock = new TestClock()
      copyFileSync(empty, file)
      // Durability is another test's matter.
      const store = await openStore({ url: `file:${file}`, clock, durability: 'normal' })
      try {
        const model = await runSteps(store, clock, run)
        await compareWhole(store, model)
        compareInside(model)
      } finally {
        await store.close()
      }
    })
    await fc.assert(property, { numRuns })
  })
})

/** What no verb tells: aggregates equal a scan, and a source is kept as long as somebody uses it. */
function compareInside(model: Model): void {
  const db = new Database(file, { readonly: true })
  try {
    expect(aggregateDifferences(db)).toEqual([])
    const used = new Set([...model.rows.values()].map(({ workload }) => workload.inputHash))
    const kept = db.prepare('SELECT lower(hex(input_hash)) FROM workload_sources ORDER BY 1').pluck().all()
    expect(kept).toEqual([...used].sort())
  } finally {
    db.close()
  }
}
