/** Filters that some of the given workloads are in, and others just outside. */
import { toMs, toTimestamp, type WorkloadFilter, type WorkloadSummary } from '@isola/domain'
import fc from 'fast-check'

type Key = keyof WorkloadFilter
type Arbitraries = { [K in Key]-?: fc.Arbitrary<NonNullable<WorkloadFilter[K]>> }

const TEXTS = ['NIGHT', 'ärger', '100%', '_', 'memory', 'secret', 'exit']
/** What every object has without anybody having given it. */
const INHERITED = ['constructor', 'toString'].map((key) => ({ key, value: 'red' }))

/** Values for each key of the filter grammar; none for a key that no workload has a value of. */
export function filterArbitraries(rows: WorkloadSummary[]): Partial<Arbitraries> {
  const valuesOf = <Value>(fieldOf: (row: WorkloadSummary) => Value) => [
    ...new Set(rows.map(fieldOf).filter((value) => value !== null)),
  ]
  const given = <Value>(fieldOf: (row: WorkloadSummary) => Value) =>
    oneOf(valuesOf(fieldOf) as NonNullable<Value>[])
  const someOf = <Value>(fieldOf: (row: WorkloadSummary) => Value) => {
    const values = valuesOf(fieldOf) as NonNullable<Value>[]
    return values.length === 0
      ? undefined
      : fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 })
  }
  const labels = rows.flatMap((row) => Object.entries(row.labels).map(([key, value]) => ({ key, value })))
  const words = rows.flatMap((row) => [row.name, row.errorLine]).filter((text) => text?.trim())
  const created = given((row) => row.createdAt)?.chain(timeAround)
  const finished = given((row) => row.finishedAt)?.chain(timeAround)
  const duration = given((row) => row.durationMs)?.chain((ms) =>
    fc.constantFrom(ms, ms, ms + 1, Math.max(0, ms - 1)),
  )
  return present({
    id: given((row) => row.id),
    idPrefix: given((row) => row.id)?.chain(prefix),
    status: someOf((row) => row.status),
    cause: someOf((row) => row.cause),
    isolation: someOf((row) => row.isolation),
    requestedIsolation: someOf((row) => row.requestedIsolation),
    runtime: someOf((row) => row.runtime),
    label: fc.constantFrom(...labels, ...INHERITED, { key: 'team', value: 'green' }),
    nodeId: given((row) => row.nodeId),
    retryOf: given((row) => row.retryOf),
    inputHash: given((row) => row.inputHash),
    createdBy: given((row) => row.createdBy)?.map(({ kind, id }) => ({ kind, id })),
    createdFrom: created,
    createdTo: created,
    finishedFrom: finished,
    finishedTo: finished,
    durationMinMs: duration,
    durationMaxMs: duration,
    exitCode: given((row) => row.exitCode),
    text: fc.oneof(fc.constantFrom(...TEXTS), oneOf(words as string[])?.chain(piece) ?? fc.constant('x')),
  })
}

/** Up to so many keys at once. */
export function filtersOver(rows: WorkloadSummary[], maxKeys = 4): fc.Arbitrary<WorkloadFilter> {
  const all = Object.entries(filterArbitraries(rows)) as [Key, fc.Arbitrary<unknown>][]
  return fc
    .uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: maxKeys, selector: ([key]) => key })
    .chain((chosen) => fc.record(Object.fromEntries(chosen))) as fc.Arbitrary<WorkloadFilter>
}

const oneOf = <Value>(values: Value[]) => (values.length > 0 ? fc.constantFrom(...values) : undefined)

const present = (arbitraries: { [K in Key]: Arbitraries[K] | undefined }): Partial<Arbitraries> =>
  Object.fromEntries(Object.entries(arbitraries).filter(([, arbitrary]) => arbitrary !== undefined))

const prefix = (id: string) =>
  fc
    .tuple(fc.integer({ min: 7, max: 13 }), fc.boolean())
    .map(([length, lower]) => (lower ? id.toLowerCase() : id).slice(0, length))

/** That time in several notations, its neighbours, and the ends of what can be written. */
const timeAround = (time: string) =>
  fc.constantFrom(
    time,
    time,
    time.replace('Z', '+00:00'),
    toTimestamp(toMs(time) + 3_600_000).replace('Z', '+01:00'),
    toTimestamp(toMs(time) + 1),
    toTimestamp(Math.max(0, toMs(time) - 1)),
    '1970-01-01T00:00:00Z',
    '9999-12-31T23:59:59-12:00',
  )

/** A piece of a text, in some case. */
const piece = (whole: string) => {
  const characters = [...whole]
  return fc
    .tuple(fc.nat(characters.length - 1), fc.integer({ min: 1, max: 8 }), fc.constantFrom(0, 1, 2))
    .map(([from, length, casing]) => {
      const text = characters.slice(from, from + length).join('')
      return casing === 0 ? text : casing === 1 ? text.toUpperCase() : text.toLowerCase()
    })
    .filter((text) => text.trim() !== '')
}
