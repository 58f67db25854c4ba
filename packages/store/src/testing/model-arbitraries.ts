/** Random runs: mostly what makes sense, now and then what has to be refused. */
import {
  type Actor,
  CAUSES,
  type CreateWorkloadInput,
  ISOLATIONS,
  type JsonValue,
  LIMITS,
  RUNTIMES,
  STATUSES,
  TERMINAL_STATUSES,
  type WorkloadFilter,
} from '@isola/domain'
import fc from 'fast-check'
import {
  type Command,
  present,
  type SymbolicId,
  type SymbolicOptions,
  type SymbolicStatus,
  type SymbolicTime,
  type UpdateCommand,
} from './model-commands.ts'
import { leaseCommand, workInput } from './model-lease-arbitraries.ts'
import {
  blank,
  DAY_MS,
  lines,
  orNull,
  output,
  phrase,
  rarely,
  SECOND_MS,
  shortPhrase,
  sometimes,
  text,
} from './model-values.ts'

const admin: Actor = { kind: 'user', id: 'ada', name: 'Ada', scope: 'all' }
const actor: fc.Arbitrary<Actor> = rarely(
  3,
  fc.constantFrom<Actor[]>(
    { kind: 'user', id: 'oleg', name: 'Oleg', scope: 'own-held' },
    { kind: 'user', id: 'oleg', name: 'Oleg, renamed', scope: 'own-held' },
    { kind: 'key', id: 'oleg', name: 'a key called as a user is' },
    { kind: 'system', id: 'sweep', name: 'sweep' },
    { kind: 'system', id: 'sweep', name: 'sweep', scope: 'own-held' },
  ),
  fc.constant(admin),
)

const labels = fc.dictionary(
  fc.constantFrom('team', 'env', 'ключ', 'a "b"'),
  fc.constantFrom('blue', 'red', '', 'x\ny'),
  { maxKeys: 3, noNullPrototype: true },
)
const idempotencyKey = fc.constantFrom('first', 'second', 'third')
const json = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<JsonValue>

const input: fc.Arbitrary<CreateWorkloadInput> = fc
  .record({
    runtime: fc.constantFrom(...RUNTIMES),
    isolation: sometimes(2, fc.constantFrom(...ISOLATIONS)),
    name: sometimes(2, orNull(rarely(20, blank, shortPhrase))),
    code: rarely(10, fc.constantFrom(null, undefined), text),
    image: rarely(10, fc.constantFrom(null, undefined), shortPhrase),
    input: sometimes(3, json),
    cpuLimit: sometimes(4, orNull(fc.constantFrom(0.5, 2, 0.1 + 0.2, 1 / 3, 5e-7, LIMITS.cpuLimit))),
    memoryLimitMb: sometimes(4, orNull(rarely(10, fc.constant(127), fc.constantFrom(128, 512.5)))),
    timeoutSeconds: sometimes(4, orNull(fc.constantFrom(1, 0.001, 3600))),
    labels: sometimes(3, labels),
    hold: rarely(5, fc.constantFrom(false, undefined), fc.constant(true)),
    nodeId: sometimes(5, fc.constantFrom('here', null)),
    idempotencyKey: sometimes(6, idempotencyKey),
  })
  .map(present)

/** Few enough that one is often asked for again, in other words or with another meaning. */
const repeatableInput: fc.Arbitrary<CreateWorkloadInput> = fc
  .record({
    runtime: fc.constant('node' as const),
    isolation: fc.constantFrom(undefined, 'auto' as const),
    name: fc.constantFrom(undefined, undefined, null, 'named'),
    input: fc.constantFrom(undefined, null),
    labels: fc.constantFrom(undefined, {}),
    hold: fc.constant(true),
    idempotencyKey,
  })
  .map(present)

const of: fc.Arbitrary<SymbolicId> = rarely(50, fc.constant('unknown'), fc.oneof(fc.nat(4), fc.nat(40)))
const reason = rarely(30, blank, phrase)
const options: fc.Arbitrary<SymbolicOptions> = fc
  .record({
    reason: fc.option(reason, { nil: undefined, freq: 3 }),
    ifRevision: sometimes(4, rarely(4, fc.constant('wrong'), fc.constant('right'))),
  })
  .map(present)
const status: fc.Arbitrary<SymbolicStatus> = rarely(
  4,
  fc.constantFrom(...STATUSES),
  rarely(3, fc.nat(2), fc.constant(0)).map((legal) => ({ legal })),
)
const time: fc.Arbitrary<SymbolicTime> = orNull(
  fc.record({
    after: fc.constantFrom('creation', 'now'),
    ms: rarely(
      4,
      fc.constantFrom(-1, -5 * SECOND_MS, DAY_MS, -3 * DAY_MS),
      fc.constantFrom(0, 1, 5 * SECOND_MS, 90 * SECOND_MS),
    ),
  }),
)

const fields: fc.Arbitrary<UpdateCommand['fields']> = fc
  .record({
    cause: sometimes(8, orNull(fc.constantFrom(...CAUSES))),
    output: sometimes(4, orNull(output)),
    exitCode: sometimes(4, fc.constantFrom(0, 0, 0, 1, 137, -1, 2_147_483_647, null)),
    error: sometimes(4, orNull(text)),
    durationMs: sometimes(
      4,
      orNull(
        fc.oneof(fc.nat(100), fc.nat(100_000), fc.constantFrom(2 ** 31, 2 ** 40 - 1, 3_155_760_000_000)),
      ),
    ),
  })
  .map(present)

const verb = <Verb extends Command['verb']>(name: Verb) => fc.constant(name)
const creation = fc
  .record({
    verb: verb('createWorkload'),
    input: rarely(4, repeatableInput, rarely(2, workInput, input)),
    importedAgoMs: sometimes(8, fc.constantFrom(0, 1, 90 * SECOND_MS, 3 * DAY_MS, -SECOND_MS)),
    actor,
  })
  .map(present)
const command = fc.oneof<fc.WeightedArbitrary<Command>[]>(
  { weight: 5, arbitrary: creation },
  {
    weight: 8,
    arbitrary: fc
      .record({
        verb: verb('updateWorkload'),
        of,
        status: sometimes(2, status),
        startedAt: sometimes(6, time),
        finishedAt: sometimes(8, time),
        fields,
        actor,
        options,
      })
      .map(present),
  },
  { weight: 6, arbitrary: fc.record({ verb: verb('updateWorkloadStatus'), of, status, actor, options }) },
  {
    weight: 2,
    arbitrary: fc.record({
      verb: verb('overrideWorkloadStatus'),
      of,
      status: fc.constantFrom(...TERMINAL_STATUSES),
      actor,
      options,
    }),
  },
  { weight: 1, arbitrary: fc.record({ verb: verb('killWorkload'), of, actor, options }) },
  {
    weight: 2,
    arbitrary: fc
      .record({
        verb: verb('retryWorkload'),
        of,
        actor,
        reason: sometimes(2, reason),
        idempotencyKey: sometimes(4, idempotencyKey),
      })
      .map(present),
  },
  { weight: 1, arbitrary: fc.record({ verb: verb('deleteWorkload'), of, actor, options }) },
  { weight: 1, arbitrary: fc.record({ verb: verb('addNote'), of, text: reason, actor }) },
  { weight: 2, arbitrary: fc.record({ verb: verb('appendLogLines'), of, lines, actor }) },
  { weight: 12, arbitrary: leaseCommand },
)

/** What to ask the record after a step: statistics, an activity and a list; ids and times in symbols again. */
const probe = fc.record({
  stats: fc.record(
    { isolation: fc.constantFrom(...ISOLATIONS), runtime: fc.constantFrom(...RUNTIMES) },
    { requiredKeys: [] },
  ),
  activity: fc.record({
    fromMs: fc.constantFrom(-10 * DAY_MS, -DAY_MS, -90 * SECOND_MS, 0),
    lengthMs: fc.constantFrom(1, 60 * SECOND_MS, 2 * DAY_MS, 2 * DAY_MS + 1, 20 * DAY_MS),
  }),
  of: fc.nat(40),
  by: fc.subarray(
    [
      'id',
      'idPrefix',
      'retryOf',
      'inputHash',
      'createdBy',
      'createdFrom',
      'createdTo',
      'finishedTo',
    ] as const,
    { maxLength: 1 },
  ),
  filter: fc.record(
    {
      status: fc.subarray([...STATUSES], { minLength: 1 }),
      cause: fc.subarray([...CAUSES], { minLength: 1 }),
      isolation: fc.subarray([...ISOLATIONS], { minLength: 1 }),
      runtime: fc.subarray([...RUNTIMES], { minLength: 1 }),
      requestedIsolation: fc.subarray([...ISOLATIONS], { minLength: 1 }),
      label: fc.constantFrom({ key: 'team', value: 'blue' }, { key: 'ключ', value: '' }),
      nodeId: fc.constant('here'),
      durationMinMs: fc.nat(100_000),
      durationMaxMs: fc.nat(100_000),
      exitCode: fc.constantFrom(0, 137),
      text: fc.constantFrom('LINE', 'Ü', '"', 'ﬁ'),
    } satisfies { [Key in keyof WorkloadFilter]?: fc.Arbitrary<WorkloadFilter[Key]> },
    { requiredKeys: [] },
  ),
})
export type Probe = typeof probe extends fc.Arbitrary<infer Value> ? Value : never

export interface Step {
  /** How far the clock moves first, also backwards. */
  advanceMs: number
  /** Submitted at once: they share a batch, and are answered as if one came after the other. */
  burst: Command[]
  probe: Probe
}

const advanceMs = rarely(
  12,
  fc.constantFrom(DAY_MS, 3 * DAY_MS, -DAY_MS, -3 * DAY_MS),
  fc.oneof(fc.constantFrom(0, 1, 250), fc.nat(100 * SECOND_MS)),
)
const step = (arbitrary: fc.Arbitrary<Command>): fc.Arbitrary<Step> =>
  fc.record({ advanceMs, burst: fc.array(arbitrary, { minLength: 1, maxLength: 3 }), probe })

/** The first step makes the workloads that the others need. */
export const steps = (maxLength: number): fc.Arbitrary<Step[]> =>
  fc
    .tuple(step(creation), fc.array(step(command), { maxLength: maxLength - 1, size: 'max' }))
    .map(([first, others]) => [first, ...others])
