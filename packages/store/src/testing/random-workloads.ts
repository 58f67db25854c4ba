/** Workloads of every kind at random, for what holds of all of them. */
import { type Actor, ISOLATIONS, RUNTIMES, STATUSES } from '@isola/domain'
import fc from 'fast-check'
import type { Store } from '../store.ts'
import { admin, app, DAY, held, iso, operator, SECOND, type TestClock } from './fixtures.ts'

const AWKWARD = [
  'İstanbul',
  'ΟΔΟΣ ΚΑΙ',
  'straße 100%',
  'a\u0000b',
  '😀 A_b',
  'first\nSECOND',
  '\nnot empty',
  'e\u0301t\u00e9\r',
  'ΟΔΟΣΑΒ',
  "it's",
]
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 4 })
const text = fc.oneof(fc.constantFrom(...AWKWARD), fc.string({ unit: 'grapheme', maxLength: 12 }))

const randomWorkload = fc.record({
  runtime: fc.constantFrom(...RUNTIMES),
  isolation: fc.constantFrom(...ISOLATIONS),
  name: orNull(text.filter((value) => value.trim() !== '')),
  code: fc.constantFrom('code 1', 'code 2', null),
  nodeId: orNull(fc.constantFrom('host-1', 'HOST-1', ' host-1')),
  labels: fc.dictionary(
    fc.constantFrom('team', 'constructor', 'toString', 'a"b', 'ключ'),
    fc.constantFrom('red', 'blue', '', 'RED'),
    { maxKeys: 3, noNullPrototype: true },
  ),
  actor: fc.constantFrom<Actor[]>(admin, operator, app),
  importedAgoMs: fc.option(fc.constantFrom(0, 1, DAY), { nil: undefined, freq: 4 }),
  advanceMs: fc.constantFrom(0, 0, 1, 5 * SECOND),
  status: fc.constantFrom(...STATUSES),
  /** Straight to its end, without having run. */
  skipsRunning: fc.boolean(),
  exitCode: orNull(fc.constantFrom(1, 137, -1)),
  error: orNull(text),
  retried: fc.boolean(),
})
export const randomWorkloads = fc.array(randomWorkload, { minLength: 20, maxLength: 20 })
type RandomWorkload = typeof randomWorkload extends fc.Arbitrary<infer Value> ? Value : never

export async function makeRandomWorkload(
  store: Store,
  clock: TestClock,
  {
    actor,
    importedAgoMs,
    advanceMs,
    status,
    skipsRunning,
    exitCode,
    error,
    retried,
    ...input
  }: RandomWorkload,
): Promise<void> {
  const createdAt = importedAgoMs === undefined ? {} : { createdAt: iso(clock.ms - importedAgoMs) }
  const creator = importedAgoMs === undefined ? actor : admin
  const { id } = await store.createWorkload({ ...held, ...input, ...createdAt }, creator)
  await store.updateWorkload(id, { error }, admin)
  clock.advance(advanceMs)
  if (status === 'pending') return
  if (status === 'running' || status === 'completed' || !skipsRunning) {
    await store.updateWorkloadStatus(id, 'running', admin)
    clock.advance(advanceMs)
  }
  if (status === 'running') return
  await store.updateWorkload(id, { status, exitCode: status === 'completed' ? 0 : exitCode }, admin)
  if (retried) await store.retryWorkload(id, operator)
}
