/** What the conformance suite is told in: a clock to set, people, and workloads in every status. */
import {
  type Actor,
  type Clock,
  type CreateWorkloadInput,
  type IsolaErrorData,
  isIsolaError,
  isTerminal,
  type Workload,
  type WorkloadEvent,
  type WorkloadStatus,
  type WorkloadSummary,
} from '@isola/domain'
import type { Store } from '../store.ts'

export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** 2026-03-01, noon UTC: where every test begins. */
export const START = Date.UTC(2026, 2, 1, 12)

/** Stands still unless it is told to move. */
export class TestClock implements Clock {
  ms = START
  #passed = 0

  now(): number {
    return this.ms
  }

  monotonic(): number {
    return this.#passed
  }

  /** Also backwards, which only the wall clock can. */
  advance(ms: number): void {
    this.ms += ms
    this.#passed += Math.max(0, ms)
  }

  /** The wall clock is set; no time passes. */
  jump(ms: number): void {
    this.ms += ms
  }
}

export const iso = (ms: number): string => new Date(ms).toISOString()

/** May do everything. */
export const admin: Actor = { kind: 'user', id: 'ada', name: 'Ada', scope: 'all' }
/** Reports on what they hold, and no more. */
export const operator: Actor = { kind: 'user', id: 'oleg', name: 'Oleg', scope: 'own-held' }
/** A program that holds its workloads: without a scope, it has the smaller one. */
export const app: Actor = { kind: 'key', id: 'billing', name: 'Billing' }

export const UNKNOWN_ID = '01ARZ3NDEKTSV4RRFFQ69G5FAV'

/** The least that makes a workload: held, so that any actor can report on its own. */
export const held: CreateWorkloadInput = { runtime: 'node', hold: true }

/** The legal way to each status. */
const PATHS: Record<WorkloadStatus, WorkloadStatus[]> = {
  pending: [],
  running: ['running'],
  completed: ['running', 'completed'],
  failed: ['running', 'failed'],
  killed: ['running', 'killed'],
}

/** A held workload that was led to a status by legal steps. */
export async function workloadIn(
  store: Store,
  status: WorkloadStatus,
  input: Partial<CreateWorkloadInput> = {},
  actor: Actor = admin,
): Promise<Workload> {
  const { id } = await store.createWorkload({ ...held, ...input }, actor)
  for (const step of PATHS[status]) await store.updateWorkloadStatus(id, step, actor)
  return store.getWorkload(id)
}

/** Held workloads by the thousand: as many at once as a store lets wait. Answers their ids. */
export async function createMany(
  store: Store,
  count: number,
  input: Partial<CreateWorkloadInput> = {},
): Promise<string[]> {
  const ids: string[] = []
  while (ids.length < count) {
    const length = Math.min(count - ids.length, 5_000)
    const made = await Promise.all(
      Array.from({ length }, () => store.createWorkload({ ...held, ...input }, admin)),
    )
    ids.push(...made.map(({ id }) => id))
  }
  return ids
}

/** A completed workload that took so long by the clock's time. */
export async function completedAfter(
  store: Store,
  clock: TestClock,
  durationMs: number,
  input: Partial<CreateWorkloadInput> = {},
): Promise<WorkloadSummary> {
  const { id } = await workloadIn(store, 'running', input)
  clock.advance(durationMs)
  return store.updateWorkloadStatus(id, 'completed', admin)
}

/** Does whatever it takes, an override included. */
export const reasonFor = (status: WorkloadStatus): { reason?: string } =>
  isTerminal(status) ? { reason: 'the report was wrong' } : {}

/** How a refused promise was refused; a promise that is kept, or an error of another kind, fails the test. */
export async function refusalOf(promise: Promise<unknown>): Promise<IsolaErrorData> {
  try {
    await promise
  } catch (error) {
    if (isIsolaError(error)) return error.data
    throw error
  }
  throw new Error('It was not refused')
}

/** The fields that a refused input was refused for. */
export async function faultyFieldsOf(promise: Promise<unknown>): Promise<string[]> {
  const refusal = await refusalOf(promise)
  if (refusal.code !== 'INVALID_INPUT') throw new Error(`It was refused with ${refusal.code}`)
  return refusal.issues.map(({ path }) => path)
}

/** Everything that the record says of a workload. */
export async function everythingOf(
  store: Store,
  id: string,
): Promise<{ workload: Workload; events: WorkloadEvent[] }> {
  return { workload: await store.getWorkload(id), events: await eventsOf(store, id) }
}

export async function eventsOf(store: Store, id: string): Promise<WorkloadEvent[]> {
  const { items } = await store.listEvents(id, { limit: 200 })
  return items
}

export async function lastEventOf(store: Store, id: string): Promise<WorkloadEvent | undefined> {
  return (await eventsOf(store, id)).at(-1)
}

/** The ids that a list gives, in its order. */
export async function idsOf(store: Store, query: Parameters<Store['listWorkloads']>[0]): Promise<string[]> {
  const { items } = await store.listWorkloads(query)
  return items.map(({ id }) => id)
}

/** Every page to the end. A cursor that leads back fails the test, which would go round for ever. */
export async function allPages<Page extends { nextCursor: string | null }>(
  read: (from: { cursor?: string }) => Promise<Page>,
): Promise<Page[]> {
  const pages = [await read({})]
  const cursors = new Set<string>()
  for (let cursor = pages[0]?.nextCursor ?? null; cursor !== null; ) {
    if (cursors.has(cursor)) throw new Error(`The cursor ${cursor} leads back to itself`)
    cursors.add(cursor)
    const page = await read({ cursor })
    pages.push(page)
    cursor = page.nextCursor
  }
  return pages
}
