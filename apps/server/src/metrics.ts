import type { ApiServices } from '@isola/api'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60]
const BATCHES = [1, 2, 4, 8, 16, 32, 64, 128, 256]

/** Fresh answers in a second: anybody may ask, and a scrape takes milliseconds. Further requests in that second get the latest answer. */
const MOST_A_SECOND = 10

export interface Metrics {
  /** @param route a procedure's name or one of our paths: never what a caller made up */
  observe(route: string, status: number, seconds: number): void
  text(): Promise<string>
  contentType: string
}

/** For Prometheus. Workloads come from the maintained counters: a scrape costs the same at any size. */
export function createMetrics({ store, notifier }: ApiServices): Metrics {
  const register = new Registry()
  const registers = [register]
  collectDefaultMetrics({ register })
  const requests = new Histogram({
    name: 'isola_http_request_seconds',
    help: 'Requests by route and status, until the answer is sent',
    labelNames: ['route', 'status'],
    buckets: SECONDS,
    registers,
  })
  const gauge = (
    name: string,
    help: string,
    labelNames: string[],
    read: (gauge: Gauge) => void | Promise<void>,
  ) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      collect() {
        return read(this)
      },
    })

  gauge('isola_workloads', 'Workloads by status', ['status'], async (metric) => {
    const { byStatus } = await store.getWorkloadStats()
    for (const [status, count] of Object.entries(byStatus)) metric.set({ status }, count)
  })
  gauge('isola_workloads_by_isolation', 'Workloads by isolation', ['isolation'], async (metric) => {
    const { byIsolation } = await store.getWorkloadStats()
    for (const [isolation, count] of Object.entries(byIsolation)) metric.set({ isolation }, count)
  })
  gauge('isola_write_lane_depth', 'Writes that wait for their batch', [], (metric) =>
    metric.set(store.queuedWrites()),
  )
  gauge('isola_subscribers', 'Open streams, and calls that wait', ['stream'], (metric) => {
    for (const stream of ['changes', 'log', 'runner', 'wait'] as const)
      metric.set({ stream }, notifier.waiting(stream))
  })
  const batches = new Histogram({
    name: 'isola_write_batch_size',
    help: 'Writes that shared a commit',
    buckets: BATCHES,
    registers,
  })
  store.onCommit(({ writes }) => batches.observe(writes))

  let second = 0
  let fresh = 0
  let latest: Promise<string> | undefined
  return {
    observe: (route, status, seconds) => requests.observe({ route, status }, seconds),
    text() {
      const now = Math.floor(performance.now() / 1_000)
      if (now !== second) fresh = 0
      second = now
      if (!latest || fresh++ < MOST_A_SECOND) latest = register.metrics()
      return latest
    },
    contentType: register.contentType,
  }
}
