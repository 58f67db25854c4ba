import { join } from 'node:path'
import { type IsolaError, LIMITS } from '@isola/domain'
import { describe, expect, it } from 'vitest'
import { listAudit } from './audit/list-audit.ts'
import { listLogLines } from './logs/list-log-lines.ts'
import { openStore } from './open-store.ts'
import { type Scan, Scans } from './scans.ts'
import { scratchFolder } from './sqlite/migrate-testing.ts'
import { getActivity } from './stats/get-activity.ts'
import { admin, createMany, held, iso, START, TestClock } from './testing/fixtures.ts'
import { explainer } from './testing/query-plan.ts'
import { listWorkloads } from './workloads/list-workloads.ts'

/** Counts turns of the event loop until it is stopped. */
function countTurns() {
  const counter = { turn: 0, stop: () => clearImmediate(next) }
  const count = () => {
    counter.turn++
    next = setImmediate(count)
  }
  let next = setImmediate(count)
  return counter
}

/** A scan of so many slices, which notes each as it runs. */
async function* slices(count: number, note: () => void): Scan<string> {
  for (let slice = 0; slice < count; slice++) {
    if (slice > 0) yield
    note()
  }
  return 'found'
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: IsolaError) => error.code,
  )

describe('scans', () => {
  it('of all callers run one slice in each turn of the event loop', async () => {
    const scans = new Scans(new TestClock())
    const counter = countTurns()
    const turns: number[] = []
    const note = () => turns.push(counter.turn)
    const scanning = Array.from({ length: 50 }, (_, i) => scans.run(slices(1 + (i % 5), note)))
    // Others come while those are running, from within a turn and between turns.
    const late = scanning.map((scan) => scan.then(() => scans.run(slices(2, note))))
    expect(await Promise.all([...scanning, ...late])).toEqual(Array(100).fill('found'))
    counter.stop()
    expect(turns).toHaveLength(10 * (1 + 2 + 3 + 4 + 5) + 100)
    expect(new Set(turns).size).toBe(turns.length)
  })

  it('take turns: a short one is not held up by long ones that came before it', async () => {
    const scans = new Scans(new TestClock())
    const order: string[] = []
    const named = (name: string, count: number) => scans.run(slices(count, () => order.push(name)))
    await Promise.all([named('a', 3), named('b', 3), named('c', 1)])
    expect(order).toEqual(['a', 'b', 'c', 'a', 'b', 'a', 'b'])
  })

  it('beyond 256 at a time are refused, and those that are running go on', async () => {
    const scans = new Scans(new TestClock())
    let done = 0
    const running = Array.from({ length: LIMITS.scans }, () => scans.run(slices(2, () => done++)))
    expect(await codeOf(scans.run(slices(1, () => done++)))).toBe('STORE_BUSY')
    await Promise.all(running)
    expect(done).toBe(2 * LIMITS.scans)
    expect(await scans.run(slices(1, () => done++))).toBe('found')
  })

  it('are given up after ten seconds, and one that fails fails alone', async () => {
    const clock = new TestClock()
    const scans = new Scans(clock)
    const endless = codeOf(scans.run(slices(1_000_000, () => clock.advance(100))))
    const failing = codeOf(
      scans.run(
        slices(2, () => {
          throw new RangeError('a damaged page')
        }),
      ),
    )
    const short = scans.run(slices(3, () => {}))
    expect(await Promise.all([endless, failing, short])).toEqual(['STORE_BUSY', undefined, 'found'])
  })
})

describe('a search looks at each row once, a thousand at a time:', () => {
  it('workloads, in stretches of ids that do not overlap and leave nothing out', async () => {
    let ids: string[] = []
    const explain = await explainer(async (store) => {
      ids = await createMany(store, 3_500)
    })
    for (const order of ['newest', 'oldest'] as const) {
      let page: unknown
      const explained = await explain(async (context) => {
        page = await listWorkloads(context, { order, filter: { text: 'nowhere' } })
      })
      expect(page).toMatchObject({ items: [], nextCursor: null })
      const looked = explained.filter(({ sql }) => sql.includes('CROSS JOIN'))
      expect(looked).toHaveLength(4)
      const sorted = order === 'newest' ? ids.toReversed() : ids
      const covered = looked.map(({ parameters }) => {
        const [first, last] = parameters
          .filter((value) => typeof value === 'string' && /^\w{26}!?$/.test(value))
          .map(String)
          .sort()
        return { first, last }
      })
      // Each stretch begins where the one before it has ended.
      const ends = [sorted[999], sorted[1_999], sorted[2_999]]
      for (const [index, end] of ends.entries()) {
        expect(JSON.stringify(covered[index])).toContain(end)
        expect(JSON.stringify(covered[index + 1])).toContain(end)
      }
    }
  })

  it('log lines and entries of the trail, each slice from where the last one ended', async () => {
    let id = ''
    const explain = await explainer(async (store) => {
      id = (await createMany(store, 1))[0] ?? ''
      await store.updateWorkloadStatus(id, 'running', admin)
      for (let from = 0; from < 2_500; from += 500) {
        const lines = Array.from({ length: 500 }, (_, i) => ({
          seq: from + i,
          stream: 'stdout' as const,
          line: '',
        }))
        await store.appendLogLines(id, lines, admin)
        await Promise.all(lines.map(() => store.appendAudit({ action: 'hay' }, admin)))
      }
    })
    const lines = await explain((context) => listLogLines(context, id, { search: 'needle' }))
    const from = lines
      .filter(({ sql }) => sql.includes('log_lines WHERE'))
      .map(({ parameters }) => parameters[1])
    expect(from).toEqual([-1, 999, 1_999])
    const trail = await explain((context) => listAudit(context, { action: 'needle' }))
    const stretches = trail
      .filter(({ sql }) => sql.includes('SELECT *'))
      .map(({ parameters }) => parameters.slice(0, 2))
    expect(stretches).toEqual([
      [Number.MAX_SAFE_INTEGER, 1_501],
      [1_501, 501],
      [501, 0],
    ])
  })

  it('long log lines, half a mebibyte at a time', async () => {
    let id = ''
    const explain = await explainer(async (store) => {
      id = (await createMany(store, 1))[0] ?? ''
      await store.updateWorkloadStatus(id, 'running', admin)
      const line = 'x'.repeat(LIMITS.logLineBytes)
      const lines = Array.from({ length: 20 }, (_, seq) => ({ seq, stream: 'stdout' as const, line }))
      await store.appendLogLines(id, lines, admin)
    })
    const lines = await explain((context) => listLogLines(context, id, { search: 'needle' }))
    const from = lines
      .filter(({ sql }) => sql.includes('log_lines WHERE'))
      .map(({ parameters }) => parameters[1])
    expect(from).toEqual([-1, 7, 15])
  })

  it('and none of a log whose workload is deleted meanwhile', async () => {
    const store = await openStore({ url: `file:${join(scratchFolder(), 'isola.db')}` })
    const { id } = await store.createWorkload(held, admin)
    for (let from = 0; from < LIMITS.scannedRows; from += 1_000) {
      const lines = Array.from({ length: 1_000 }, (_, i) => ({
        seq: from + i,
        stream: 'stdout' as const,
        line: 'x',
      }))
      await store.appendLogLines(id, lines, admin)
    }
    await store.killWorkload(id, admin)
    const searching = codeOf(store.listLogLines(id, { search: 'y' }))
    await store.deleteWorkload(id, admin, { reason: 'a test' })
    expect(await searching).toBe('WORKLOAD_NOT_FOUND')
    await store.close()
  })

  it('activity, 1,000 hours and 40 days at a time', async () => {
    const explain = await explainer(async () => {})
    const range = { from: iso(START - 4_500 * 3_600_000), to: iso(START) }
    const explained = await explain((context) => getActivity(context, range))
    const rangesOf = (table: string) =>
      explained.filter(({ sql }) => sql.includes(table)).map(({ parameters }) => parameters)
    const hours = rangesOf('workload_activity').map(([from, to]) => (Number(to) - Number(from)) / 3_600_000)
    expect(hours.reduce((sum, some) => sum + some, 0)).toBe(4_500)
    expect(Math.max(...hours)).toBeLessThanOrEqual(1_000)
    const days = rangesOf('duration_histogram').map(
      (bounds) => (Number(bounds.at(-1)) - Number(bounds[0])) / 86_400_000,
    )
    expect(days.reduce((sum, some) => sum + some, 0)).toBeCloseTo(4_500 / 24)
    expect(Math.max(...days)).toBeLessThanOrEqual(40)
  })
})
