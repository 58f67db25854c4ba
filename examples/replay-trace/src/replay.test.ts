import { readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { ReplayStats, ReplayTarget } from './port.ts'
import { readSwf } from './read-swf.ts'
import { replay } from './replay.ts'

const trace = readSwf(readFileSync(new URL('./fixtures/small.swf', import.meta.url), 'utf8'))

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
    await replay(trace, target, { callers: 6 })
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
