import { LIMITS, type StatsFilter, toTimestamp } from '@isola/domain'
import type { Figure } from '../figure.ts'
import { latencyOf } from '../measure.ts'
import { ANCHOR } from '../seed/anchor.ts'
import type { Group, Setting } from './group.ts'
import { withStore } from './with-store.ts'

const HOUR_MS = 3_600_000

/** Ranges up to the present; the last two have the most buckets that a question by the minute and by the hour may have. */
const RANGES = [
  { name: '24 hours by minute', hours: 24 },
  { name: '30 days by hour', hours: 30 * 24 },
  { name: '48 hours by minute (most minutes)', hours: 48 },
  { name: `${LIMITS.activityBuckets} hours (most hours)`, hours: LIMITS.activityBuckets, worst: true },
]
const FILTERS: { name: string; filter: StatsFilter }[] = [
  { name: '', filter: {} },
  { name: ' of one isolation', filter: { isolation: 'sandbox' } },
]

export const activity: Group = {
  name: 'activity',
  writes: false,
  measure: ({ options, size, file }: Setting): Promise<Figure[]> =>
    withStore(file, async (store) => {
      const figures: Figure[] = []
      for (const { name, hours, worst } of RANGES) {
        for (const { name: narrowed, filter } of FILTERS) {
          const query = { from: toTimestamp(ANCHOR - hours * HOUR_MS), to: toTimestamp(ANCHOR), ...filter }
          const { series } = await store.getActivity(query)
          figures.push({
            name: `getActivity${narrowed}, ${name}, ${series.length} points, p50`,
            size,
            ...(await latencyOf(() => store.getActivity(query), options.reads)),
            ...(worst ? {} : { target: { of: 'value', atMost: 10 } }),
            ...(narrowed ? { detail: true } : {}),
          })
        }
      }
      return figures
    }),
}
