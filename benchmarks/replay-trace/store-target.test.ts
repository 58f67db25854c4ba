import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compare, type Expected, readSwf, replay } from '@isola/example-replay-trace'
import { openStore } from '@isola/store'
import { expect, it, onTestFinished } from 'vitest'
import { storeTarget } from './store-target.ts'

const fixtures = join(import.meta.dirname, '../../examples/replay-trace/src/fixtures')
const fixture = (name: string) => readFileSync(join(fixtures, name), 'utf8')
const trace = readSwf(fixture('small.swf'))
/** Computed from the log by another program, which knows nothing of this one. */
const expected = JSON.parse(fixture('small.expected.json')) as Expected
const snapshotTimes = expected.snapshots.map(({ t }) => t * 1000)

async function freshStore() {
  const folder = mkdtempSync(join(tmpdir(), 'isola-replay-'))
  const store = await openStore({ url: `file:${join(folder, 'isola.db')}` })
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })
  return store
}

it.each([1, 8])('a replay leaves the record that the log describes, with %i callers', async (callers) => {
  const store = await freshStore()
  const result = await replay(trace, storeTarget(store), { callers, snapshotTimes })
  expect(compare(expected, result).filter(({ ok }) => !ok)).toEqual([])
  expect(await store.verify()).toEqual({ workloads: expected.rows, problems: [] })
})

it('the comparison tells every figure that differs', async () => {
  const store = await freshStore()
  const result = await replay(trace, storeTarget(store), { snapshotTimes })
  const wrong = structuredClone(expected)
  wrong.by_status.failed = 3
  wrong.duration_s.completed.sum += 0.001
  wrong.duration_s.completed.p95 = 3500
  if (wrong.snapshots[2]) wrong.snapshots[2].running = 3
  const differing = compare(wrong, result).filter(({ ok }) => !ok)
  expect(differing.map(({ name }) => name)).toEqual([
    'status failed',
    'sum of durations (ms)',
    'p95',
    'at 1000000033: status running',
  ])
})
