/** A process of its own, to see what the store costs one: opens the record, works with it, and tells its parent. */
import { parseArgs } from 'node:util'
import { LIMITS, toTimestamp } from '@isola/domain'
import { openStore } from '@isola/store'
import { latencies, throughput } from '../measure.ts'
import { CALLERS } from '../options.ts'
import { COMPLETION, CREATOR, newWorkload, START } from '../raw/writes.ts'
import { ANCHOR, anchoredClock } from '../seed/anchor.ts'

const { values } = parseArgs({ options: { file: { type: 'string' }, writes: { type: 'string' } } })
const store = await openStore({ url: `file:${values.file}`, clock: anchoredClock })
await store.getWorkloadStats()
const openedMs = performance.now()
const idleBytes = process.memoryUsage.rss()

const ids: string[] = []
const creations = Array.from({ length: Number(values.writes) }, (_, index) => async () => {
  ids.push((await store.createWorkload(newWorkload(`child ${index}`), CREATOR)).id)
})
await throughput(creations, CALLERS)
await throughput(
  ids.flatMap((id) => [() => store.updateWorkload(id, START, CREATOR), () => store.getWorkload(id)]),
  CALLERS,
)
await throughput(
  ids.map((id) => () => store.updateWorkload(id, COMPLETION, CREATOR)),
  CALLERS,
)
const range = { from: toTimestamp(ANCHOR - LIMITS.activityBuckets * 3_600_000), to: toTimestamp(ANCHOR) }
let cursor: string | undefined
const page = async () => {
  const { nextCursor } = await store.listWorkloads({ limit: 200, ...(cursor && { cursor }) })
  cursor = nextCursor ?? undefined
}
await latencies(Array.from({ length: 100 }, () => page))
await latencies(Array.from({ length: 20 }, () => () => store.getActivity(range)))
await latencies([() => store.listWorkloads({ filter: { text: 'no such text' } })])

const busyBytes = process.memoryUsage.rss()
await store.close()
process.send?.({ openedMs, idleBytes, busyBytes })
