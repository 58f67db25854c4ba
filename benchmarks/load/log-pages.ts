import { setInterval } from 'node:timers'
import type { LoadGroup, Sample } from './group.ts'
import { watchHealth } from './health.ts'
import { ask, batchUrl, createHeld, mutate, query } from './requests.ts'
import type { Subject } from './subject.ts'

const LINES = 1_000
const LINE = 'x'.repeat(64 * 1024 - 1)
/** As many as a body of 8 MiB takes. */
const LINES_PER_REQUEST = 100
const PAGES = 20
const SAMPLE_EVERY_MS = 10

/** A log of the longest lines: one page of it, and a hundred pages in one request. */
export const logPages: LoadGroup = {
  name: 'logs',
  rows: 0,
  async measure(subject) {
    const id = await createHeld(subject)
    for (let from = 0; from < LINES; from += LINES_PER_REQUEST) {
      const lines = Array.from({ length: LINES_PER_REQUEST }, (_, index) => ({
        seq: from + index,
        stream: 'stdout',
        line: LINE,
      }))
      await mutate(subject, 'log.append', { id, lines })
    }
    const input = { id, limit: LINES }
    await query(subject, 'log.list', input)
    await subject.delays()
    for (let page = 0; page < PAGES; page++) await query(subject, 'log.list', input)
    const { p99, longest } = await subject.delays()
    return [
      {
        name: 'event loop, p99, while pages of the longest log lines are read',
        value: p99,
        unit: 'ms',
        target: { of: 'value', atMost: 20 },
      },
      { name: 'event loop, longest, of the same', value: longest, unit: 'ms' },
      ...(await hundredPages(subject, batchUrl(subject, 'log.list', input, 100))),
    ]
  },
}

async function hundredPages(subject: Subject, url: string): Promise<Sample[]> {
  const before = subject.residentBytes()
  let most = before
  const sampler = setInterval(() => {
    most = Math.max(most, subject.residentBytes())
  }, SAMPLE_EVERY_MS)
  const { health, done } = await watchHealth(subject.url, () => ask(url, { key: subject.key }))
  clearInterval(sampler)
  const outcome = subject.isAlive() ? `answered ${done.status}` : 'the server died'
  console.error(`  a batch of 100 log pages: ${outcome}`)
  return [
    {
      name: 'extra memory for a batch of 100 full log pages',
      value: (most - before) / 2 ** 20,
      unit: 'MB',
      target: { of: 'value', atMost: 64 },
    },
    {
      name: '/healthz, longest, during that batch',
      value: subject.isAlive() ? health.longest : Number.POSITIVE_INFINITY,
      unit: 'ms',
      target: { of: 'value', atMost: 100 },
    },
  ]
}
