import { type Actor, ISOLATIONS, RUNTIMES, type WorkloadFilter, type WorkloadSummary } from '@isola/domain'
import type { Store } from '../store.ts'
import { admin, app, operator, SECOND, type TestClock, workloadIn } from './fixtures.ts'
import { isFoundIn } from './model-rules.ts'

const ENDS = ['pending', 'running', 'completed', 'failed', 'killed', 'completed', 'failed'] as const
const NAMES = ['Nightly report', 'nightly Backup', 'ÄRGER 100%', null, 'import_1']
const ERRORS = [null, 'Boom: out of MEMORY\nsecret second line', '', 'exit 3', null]
const ACTORS: Actor[] = [admin, operator, app]

const pick = <Item>(items: readonly Item[], i: number): Item => items[i % items.length] as Item

/** Sixty workloads that differ in whatever lists can be filtered by, several of one millisecond among them. */
export async function makeVariedWorkloads(store: Store, clock: TestClock): Promise<void> {
  let retried: string | undefined
  for (let i = 0; i < 60; i++) {
    if (i % 4 === 0) clock.advance(SECOND)
    const status = pick(ENDS, i)
    const { id } = await workloadIn(
      store,
      status === 'pending' ? 'pending' : 'running',
      {
        runtime: pick(RUNTIMES, i),
        isolation: pick(ISOLATIONS, i + Math.floor(i / 5)),
        name: pick(NAMES, i),
        code: `code ${i % 9}`,
        nodeId: pick(['host-1', 'host-2', null], i),
        labels: { team: pick(['red', 'blue'], i), nr: String(i % 10) },
      },
      pick(ACTORS, i),
    )
    await store.updateWorkload(id, { error: pick(ERRORS, i) }, admin)
    if (status === 'pending' || status === 'running') continue
    clock.advance(i)
    const exitCode = status === 'completed' ? 0 : pick([1, 137, null], i)
    await store.updateWorkload(id, { status, exitCode }, admin)
    if (i % 6 === 2) retried = (await store.retryWorkload(retried ?? id, operator)).retryOf ?? id
  }
}

/** What each key of the filter grammar means, said once more without any index. */
const MEANING: {
  [Key in keyof WorkloadFilter]-?: (row: WorkloadSummary, asked: NonNullable<WorkloadFilter[Key]>) => boolean
} = {
  id: (row, id) => row.id === id,
  idPrefix: (row, prefix) => row.id.startsWith(prefix.toUpperCase()),
  status: (row, any) => any.includes(row.status),
  cause: (row, any) => row.cause !== null && any.includes(row.cause),
  isolation: (row, any) => any.includes(row.isolation),
  requestedIsolation: (row, any) => any.includes(row.requestedIsolation),
  runtime: (row, any) => any.includes(row.runtime),
  label: (row, { key, value }) => row.labels[key] === value,
  nodeId: (row, nodeId) => row.nodeId === nodeId,
  retryOf: (row, id) => row.retryOf === id,
  inputHash: (row, hash) => row.inputHash === hash,
  createdBy: (row, { kind, id }) => row.createdBy.kind === kind && row.createdBy.id === id,
  createdFrom: (row, from) => Date.parse(row.createdAt) >= Date.parse(from),
  createdTo: (row, to) => Date.parse(row.createdAt) < Date.parse(to),
  finishedFrom: (row, from) => row.finishedAt !== null && Date.parse(row.finishedAt) >= Date.parse(from),
  finishedTo: (row, to) => row.finishedAt !== null && Date.parse(row.finishedAt) < Date.parse(to),
  durationMinMs: (row, least) => row.durationMs !== null && row.durationMs >= least,
  durationMaxMs: (row, beyond) => row.durationMs !== null && row.durationMs < beyond,
  exitCode: (row, exitCode) => row.exitCode === exitCode,
  text: (row, text) => isFoundIn(row.name, text) || isFoundIn(row.errorLine, text),
}

/** Whether a row is one that a filter asks for: keys combine with AND. */
export const matches = (row: WorkloadSummary, filter: WorkloadFilter): boolean =>
  Object.entries(filter).every(([key, asked]) =>
    (MEANING[key as keyof WorkloadFilter] as (row: WorkloadSummary, asked: unknown) => boolean)(row, asked),
  )
