import { ANCHOR } from '../seed/anchor.ts'
import type { LoadGroup, Sample } from './group.ts'
import { createHeld, mutate, query } from './requests.ts'
import type { Subject } from './subject.ts'

const MOST_MS = 20
const TIMES = 100
const DAY_MS = 24 * 3_600_000

/** Every kind of read at its largest, one after the other. */
export const reads: LoadGroup = {
  name: 'reads',
  rows: 30_000,
  async measure(subject) {
    const id = await withLongHistory(subject)
    const range = (days: number) => ({
      from: new Date(ANCHOR - days * DAY_MS).toISOString(),
      to: new Date(ANCHOR).toISOString(),
    })
    const kinds: [what: string, procedure: string, input: unknown][] = [
      ['a page of 200 workloads', 'workload.list', { limit: 200 }],
      ['a history of the longest errors', 'workload.events', { id, limit: 200 }],
      ['statistics', 'stats.summary', {}],
      ['durations', 'stats.durations', {}],
      ['attention', 'stats.attention', {}],
      ['activity, 48 hours by minute', 'stats.activity', range(2)],
      ['activity, 400 days by hour', 'stats.activity', range(400)],
      ['a filtered audit trail', 'admin.audit.list', { action: 'none.such', limit: 200 }],
    ]
    const samples: Sample[] = []
    for (const [what, procedure, input] of kinds) {
      for (let warmUp = 0; warmUp < 5; warmUp++) await query(subject, procedure, input)
      await subject.delays()
      for (let time = 0; time < TIMES; time++) await query(subject, procedure, input)
      const { p99 } = await subject.delays()
      const target = { of: 'value', atMost: MOST_MS } as const
      samples.push({ name: `event loop, p99: ${what}`, value: p99, unit: 'ms', target })
    }
    return samples
  },
}

async function withLongHistory(subject: Subject): Promise<string> {
  const id = await createHeld(subject)
  for (let change = 0; change < 210; change++) {
    await mutate(subject, 'workload.update', { id, error: `${change} `.padEnd(64 * 1024 - 8, 'x') })
  }
  return id
}
