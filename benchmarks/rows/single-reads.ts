import type { Figure } from '../figure.ts'
import { latencies, latencyOf, median, quantile } from '../measure.ts'
import type { Group, Setting } from './group.ts'
import { withStore } from './with-store.ts'

/** One workload, and what the counters answer. */
export const singleReads: Group = {
  name: 'reads',
  writes: false,
  measure: ({ options, size, file }: Setting): Promise<Figure[]> =>
    withStore(file, async (store, db) => {
      const ids = db
        .prepare('SELECT id FROM workloads WHERE rowid % ? = 0 ORDER BY random() LIMIT ?')
        .pluck()
        .all(Math.max(1, Math.floor(size / options.reads / 10)), options.reads)
        .map(String)
      const gets = ids.map((id) => () => store.getWorkload(id))
      await latencies(gets.slice(0, 20))
      const taken = await latencies(gets)
      const naive = async (...queries: string[]) => {
        const scan = async () => {
          for (const sql of queries) db.prepare(sql).all()
        }
        return { what: 'naive scan', value: median(await latencies([scan, scan, scan])) }
      }
      const target = { of: 'value', atMost: 1 } as const
      return [
        {
          name: 'getWorkload, p50',
          size,
          value: median(taken),
          p99: quantile(taken, 0.99),
          unit: 'ms',
          target: { of: 'value', atMost: 0.5 },
        },
        {
          name: 'getWorkloadStats, p50',
          size,
          ...(await latencyOf(() => store.getWorkloadStats(), options.reads)),
          beside: await naive(
            'SELECT status, count(*) FROM workloads GROUP BY status',
            'SELECT isolation, count(*) FROM workloads GROUP BY isolation',
            "SELECT avg(duration_ms) FROM workloads WHERE status = 'completed'",
          ),
          target,
        },
        {
          name: 'getWorkloadStats of one isolation and runtime, p50',
          size,
          ...(await latencyOf(
            () => store.getWorkloadStats({ isolation: 'sandbox', runtime: 'python' }),
            options.reads,
          )),
          target,
        },
        {
          name: 'getDurations, p50',
          size,
          ...(await latencyOf(() => store.getDurations(), options.reads)),
          beside: await naive(
            "SELECT duration_ms FROM workloads WHERE status = 'completed' AND duration_ms IS NOT NULL ORDER BY 1",
          ),
          target,
        },
        {
          name: 'getAttention, p50',
          size,
          ...(await latencyOf(() => store.getAttention(), options.reads)),
        },
      ]
    }),
}
