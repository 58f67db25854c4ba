/** Compares everything a store says of its record with the model. */
import { toMs, toTimestamp, type Workload, type WorkloadEvent, type WorkloadFilter } from '@isola/domain'
import { expect } from 'vitest'
import type { Store } from '../store.ts'
import type { Probe } from './model-arbitraries.ts'
import { modelList } from './model-list.ts'
import { sha256 } from './model-rules.ts'
import { eventsOf, type Model } from './model-state.ts'
import { modelActivity, modelAttention, modelDurations, modelStats } from './model-stats.ts'
import { replayEvents } from './replay-events.ts'

const PAGE = { limit: 200 }

/** After a step: the workloads it touched, and what is said of all of them together. */
export async function compareRecord(
  store: Store,
  model: Model,
  touched: string[],
  probe: Probe,
  now: number,
): Promise<void> {
  for (const id of new Set(touched)) await compareWorkload(store, model, id)
  const workloads = [...model.rows.values()].map(({ workload }) => workload)

  expect(await store.getWorkloadStats(probe.stats)).toEqual(modelStats(workloads, probe.stats))
  expect(await store.getDurations(probe.stats)).toEqual(modelDurations(workloads, probe.stats))
  const from = now + probe.activity.fromMs
  const range = { from: toTimestamp(from), to: toTimestamp(from + probe.activity.lengthMs) }
  const activity = { ...probe.stats, ...range }
  expect(await store.getActivity(activity)).toEqual(modelActivity(workloads, activity))
  await compareAttention(store, model, now)
  for (const filter of [{}, toFilter(probe, workloads)]) await compareList(store, workloads, filter)
}

async function compareWorkload(store: Store, model: Model, id: string): Promise<void> {
  const row = model.rows.get(id)
  const reading = store.getWorkload(id)
  if (row) expect(await reading).toEqual(row.workload)
  else await expect(reading).rejects.toMatchObject({ data: { code: 'WORKLOAD_NOT_FOUND', id } })

  const expected = eventsOf(model, id)
  const events = store.listEvents(id, PAGE)
  if (expected.length === 0)
    await expect(events).rejects.toMatchObject({ data: { code: 'WORKLOAD_NOT_FOUND', id } })
  else expect((await events).items.map(({ seq: _, ...event }) => event)).toEqual(expected)
}

async function compareAttention(store: Store, model: Model, now: number): Promise<void> {
  const attention = await store.getAttention()
  const expected = modelAttention(model, now)
  expect(attention.oldestPending.map(({ id }) => id)).toEqual(expected.oldestPending)
  const late = attention.lateHeartbeats.map(({ id }) => id)
  if (expected.lateHeartbeats.length < 20) expect(late.sort()).toEqual(expected.lateHeartbeats.sort())
  const rejected = attention.rejectedReports.map(({ workloadId }) => workloadId)
  if (expected.rejectedReports.length < 20) expect(rejected.sort()).toEqual(expected.rejectedReports.sort())
  // Of two that failed in the same millisecond, neither is the newer one.
  const finished = ({ finishedAt }: { finishedAt: string | null }) => toMs(finishedAt ?? '')
  const failures = attention.failuresWithoutRetry
  expect(failures.map(finished)).toEqual(failures.map(finished).sort((a, b) => b - a))
  if (expected.failuresWithoutRetry.length < 20)
    expect(failures.map(({ id }) => id).sort()).toEqual(expected.failuresWithoutRetry.sort())
}

async function compareList(store: Store, workloads: Workload[], filter: WorkloadFilter): Promise<void> {
  const expected = modelList(workloads, filter)
  const { items, nextCursor, total } = await store.listWorkloads({ filter, ...PAGE })
  expect(items, JSON.stringify(filter)).toEqual(expected.items)
  expect(nextCursor).toBeNull()
  if (expected.total) expect(total).toEqual(expected.total)
  else if (total.exact) expect(total.count).toBe(items.length)
}

/** What is meant by a symbol is taken from a workload that exists. */
function toFilter({ filter, by, of }: Probe, workloads: Workload[]): WorkloadFilter {
  const workload = workloads.at(of % workloads.length)
  if (!workload) return filter
  const { createdBy } = workload
  const meant: Required<Pick<WorkloadFilter, Probe['by'][number]>> = {
    id: workload.id,
    idPrefix: workload.id.slice(0, 12).toLowerCase(),
    retryOf: workload.retryOf ?? workload.id,
    inputHash: workload.inputHash,
    createdBy: { kind: createdBy.kind, id: createdBy.id },
    createdFrom: workload.createdAt,
    createdTo: workload.createdAt,
    finishedTo: workload.finishedAt ?? workload.createdAt,
  }
  return { ...filter, ...Object.fromEntries(by.map((key) => [key, meant[key]])) }
}

/** At the end of a run: every workload and every log, the order of all events, and each row told again by its history. */
export async function compareWhole(store: Store, model: Model): Promise<void> {
  const all: WorkloadEvent[] = []
  for (const id of new Set(model.events.map(({ workloadId }) => workloadId))) {
    await compareWorkload(store, model, id)
    const { items } = await store.listEvents(id, PAGE)
    all.push(...items)
    const row = model.rows.get(id)
    if (!row) continue
    expect((await store.listLogLines(id)).items).toEqual(row.log)
    compareReplay(await store.getWorkload(id), items)
  }
  const inOrder = all.sort((a, b) => a.seq - b.seq).map(({ seq: _, ...event }) => event)
  expect(inOrder).toEqual(model.events)
}

/** History gives the row, except for bodies, what a lease leaves, and the log's size. */
export function compareReplay(workload: Workload, events: WorkloadEvent[]): void {
  const {
    code: _code,
    image: _image,
    input: _input,
    leasedBy: _leasedBy,
    leaseUntil: _leaseUntil,
    lastHeartbeatAt: _lastHeartbeatAt,
    logBytes: _logBytes,
    logsTruncated: _logsTruncated,
    output,
    ...told
  } = workload
  const { data = '', ...about } = output ?? {}
  const described = output && { ...about, sha256: sha256(Buffer.from(data, output.encoding)) }
  expect(replayEvents(events)).toEqual({ ...told, output: described })
}
