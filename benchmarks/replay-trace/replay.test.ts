import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { openStore } from '@isola/store'
import { describe, expect, it, onTestFinished } from 'vitest'
import { compare, type Expected } from './expected.ts'
import type { ReplayStats, ReplayTarget } from './port.ts'
import { readSwf } from './read-swf.ts'
import { replay } from './replay.ts'
import { storeTarget } from './store-target.ts'

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8')
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

const NO_STATS: ReplayStats = {
  total: 0,
  byStatus: {},
  byIsolation: {},
  durations: {
    count: 0,
    sumMs: 0,
    averageMs: null,
    percentiles: null,
    leastMs: null,
    greatestMs: null,
    buckets: [],
  },
}

/** Writes down what it is told; each call takes as many turns of the event loop as `turns` says. */
function recorder(turns: () => number = () => 0) {
  const told: string[] = []
  let created = 0
  const record = async (what: string) => {
    for (let left = turns(); left > 0; left--) await setImmediate()
    told.push(what)
  }
  const target: ReplayTarget = {
    async create() {
      created += 1
      const id = `${created}`
      await record(`${id} create`)
      return id
    },
    start: (id) => record(`${id} start`),
    finish: (id, { status }) => record(`${id} ${status}`),
    stats: () => Promise.resolve(NO_STATS),
  }
  return { target, told }
}

describe('replay', () => {
  it.each([1, 8])('leaves the record that the log describes, with %i callers', async (concurrency) => {
    const store = await freshStore()
    const result = await replay(trace, storeTarget(store), { concurrency, snapshotTimes })
    expect(compare(expected, result).filter(({ ok }) => !ok)).toEqual([])
    expect(await store.verify()).toEqual({ workloads: expected.rows, problems: [] })
  })

  it('tells in the order of time; at one moment creations, then starts, then ends, each by line', async () => {
    const { target, told } = recorder()
    await replay(trace, target)
    expect(told.slice(0, 9)).toEqual([
      // At 0.
      '1 create',
      '2 create',
      '2 start',
      '2 completed',
      // At 5.
      '3 create',
      '4 create',
      // At 10.
      '5 create',
      '1 start',
      '3 start',
    ])
    // At 110.
    const from = told.indexOf('10 create')
    expect(told.slice(from, from + 4)).toEqual(['10 create', '10 start', '1 completed', '5 killed'])
  })

  it('keeps the steps of each workload in order, however long a call takes', async () => {
    let call = 0
    const { target, told } = recorder(() => (call++ * 7) % 5)
    await replay(trace, target, { concurrency: 6 })
    const stepsOf = (id: string) => told.filter((line) => line.startsWith(`${id} `))
    expect(told).toHaveLength(31)
    for (let id = 1; id <= 12; id++) {
      const kinds = stepsOf(`${id}`).map((line) => line.split(' ')[1])
      expect(kinds[0]).toBe('create')
      if (kinds.includes('start')) expect(kinds[1]).toBe('start')
    }
  })

  it('stops at the first call that fails, and says why', async () => {
    const { target, told } = recorder()
    const failing = { ...target, start: () => Promise.reject(new Error('no more')) }
    await expect(replay(trace, failing)).rejects.toThrow('no more')
    expect(told).toEqual(['1 create', '2 create'])
  })

  it('replays an empty log', async () => {
    const { target } = recorder()
    const result = await replay({ jobs: [], burstsSkipped: 0 }, target)
    expect(result).toMatchObject({ firstAt: null, lastAt: null, calls: { create: 0, start: 0, finish: 0 } })
  })
})

describe('compare', () => {
  it('tells every figure that differs', async () => {
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
})
