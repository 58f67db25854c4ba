import { latencies, median } from '../measure.ts'
import type { LoadGroup } from './group.ts'
import { watchHealth } from './health.ts'
import { ask, manyCallers, queryUrl } from './requests.ts'

const AT_ONCE = 300
const INPUT = { filter: { text: 'no workload is called this' } }

/** A text that nothing holds: 20,000 rows are looked at. */
export const searches: LoadGroup = {
  name: 'searches',
  rows: 30_000,
  async measure(subject) {
    const search = () => ask(queryUrl(subject, 'workload.list', INPUT), { key: subject.key })
    await latencies(Array.from({ length: 5 }, () => search))
    await subject.delays()
    const alone = await latencies(Array.from({ length: 20 }, () => search))
    const { p99 } = await subject.delays()
    // A server that has answered such a burst before; the connections are new ones.
    await Promise.all(Array.from({ length: AT_ONCE }, search))
    manyCallers.destroy()
    const { health, done } = await watchHealth(subject.url, () =>
      Promise.all(Array.from({ length: AT_ONCE }, search)),
    )
    const answers = Map.groupBy(done, ({ status }) => status)
    const counted = [...answers].map(([status, all]) => `${all.length} × ${status}`).join(', ')
    console.error(`  300 searches at once: ${counted}`)
    return [
      { name: 'a text search through 20,000 workloads over HTTP, p50', value: median(alone), unit: 'ms' },
      {
        name: 'event loop, p99, while such searches run one by one',
        value: p99,
        unit: 'ms',
        target: { of: 'value', atMost: 20 },
      },
      {
        name: '/healthz, longest, while 300 such searches run at once',
        value: health.longest,
        unit: 'ms',
        target: { of: 'value', atMost: 100 },
      },
    ]
  },
}
