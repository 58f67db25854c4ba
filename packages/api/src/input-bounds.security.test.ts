/** Everything that a client may send has a limit. */
import { LIMITS } from '@isola/domain'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { faultyFieldsIn, refusalIn } from './testing/answer.ts'
import { serve } from './testing/serve.ts'
import { unboundedParts } from './testing/unbounded-parts.ts'
import { PROCEDURES } from './testing/wire.ts'

const ID = '01ARZ3NDEKTSV4RRFFQ69G5FAV'
const work = { runtime: 'node', code: '' }
const output = {
  contentType: 'text/plain',
  encoding: 'utf8',
  data: 'x'.repeat(LIMITS.outputBytes + 1),
}
const labels = Object.fromEntries(Array.from({ length: LIMITS.labels + 1 }, (_, i) => [`key ${i}`, '']))
const runner = { bootId: 'boot id 1', name: 'a runner', version: '1', capacity: 1, capabilities: [] }

/** Bounded by code, which no definition shows: a value that is too large, and what it is refused with. */
const BY_CODE: Record<string, { input: unknown; refusal: object }> = {
  'workload.create.code': {
    input: { ...work, code: 'x'.repeat(LIMITS.sourceBytes + 1) },
    refusal: { code: 'PAYLOAD_TOO_LARGE', field: 'source', maxBytes: LIMITS.sourceBytes },
  },
  'workload.create.input': {
    input: { ...work, input: Array(LIMITS.sourceBytes + 1).fill(0) },
    refusal: { code: 'PAYLOAD_TOO_LARGE', field: 'source', maxBytes: LIMITS.sourceBytes },
  },
  'workload.create.labels': {
    input: { ...work, labels },
    refusal: { code: 'INVALID_INPUT', issues: [{ path: 'labels', message: 'holds more than 32 labels' }] },
  },
  'runner.register.labels': {
    input: { ...runner, labels },
    refusal: { code: 'INVALID_INPUT', issues: [{ path: 'labels', message: 'holds more than 32 labels' }] },
  },
  'workload.update.output.data': {
    input: { id: ID, output },
    refusal: { code: 'PAYLOAD_TOO_LARGE', field: 'output', maxBytes: LIMITS.outputBytes },
  },
  'runner.finish.output.data': {
    input: { id: ID, leaseToken: 'x', status: 'completed', output },
    refusal: { code: 'PAYLOAD_TOO_LARGE', field: 'output', maxBytes: LIMITS.outputBytes },
  },
}

const unbounded = PROCEDURES.flatMap(({ path, inputs }) =>
  (inputs as z.ZodType[]).flatMap((input) => unboundedParts(input, path)),
)
describe('every part of an input', () => {
  it('has a limit in its schema, or in code that a test below holds to it', () => {
    expect(unbounded.sort()).toEqual(Object.keys(BY_CODE).sort())
  })

  it.each(Object.entries(BY_CODE))('that is too large is refused: %s', async (path, { input, refusal }) => {
    const served = await serve()
    const caller = await served.as(path.startsWith('runner.') ? 'runner' : 'operator')
    const procedure = path.split('.').slice(0, 2).join('.')
    expect(refusalIn(await caller.call(procedure, input))).toEqual(refusal)
    expect(await served.store.getLatestSeq()).toBe(0)
  })
})

describe('the search for parts without a limit', () => {
  it.each<[string, z.ZodType]>([
    ['text', z.string()],
    ['text of some pattern', z.string().regex(/^a+$/)],
    ['text with a pattern somewhere in it', z.string().regex(/a/)],
    ['a time', z.iso.datetime()],
    ['text that is checked by code', z.string().refine(() => true)],
    ['a list', z.array(z.boolean())],
    ['members of a list', z.array(z.string()).max(1)],
    ['a number', z.number().min(0)],
    ['a whole number', z.int().max(5)],
    ['a record', z.record(z.string().max(5), z.boolean())],
    ['a custom value', z.custom<string>()],
    ['anything', z.unknown()],
    ['an object with other keys', z.looseObject({})],
    ['an object that ignores other keys', z.object({})],
    ['a choice', z.union([z.string(), z.boolean()])],
    ['a field of a field', z.strictObject({ a: z.strictObject({ b: z.string() }).optional() })],
    ['what is transformed', z.string().transform(Number)],
  ])('finds %s', (_, schema) => {
    expect(unboundedParts(schema.nullish().default(null), 'input')).toHaveLength(1)
  })
})

describe('a limit', () => {
  it.each<[string, string, (value: never) => unknown, unknown, unknown]>([
    [
      'workload.create',
      'cpuLimit',
      (cpuLimit) => ({ ...work, cpuLimit }),
      LIMITS.cpuLimit,
      LIMITS.cpuLimit + 1,
    ],
    [
      'workload.create',
      'memoryLimitMb',
      (memoryLimitMb) => ({ ...work, memoryLimitMb }),
      LIMITS.memoryLimitMb,
      LIMITS.memoryLimitMb + 1,
    ],
    [
      'workload.create',
      'timeoutSeconds',
      (timeoutSeconds) => ({ ...work, timeoutSeconds }),
      LIMITS.timeoutSeconds,
      LIMITS.timeoutSeconds + 1,
    ],
    [
      'workload.list',
      'filter.nodeId',
      (nodeId) => ({ filter: { nodeId } }),
      'x'.repeat(LIMITS.idLength),
      'x'.repeat(LIMITS.idLength + 1),
    ],
    [
      'workload.list',
      'filter.createdBy.id',
      (id) => ({ filter: { createdBy: { kind: 'key', id } } }),
      'x'.repeat(LIMITS.idLength),
      'x'.repeat(LIMITS.idLength + 1),
    ],
    [
      'workload.list',
      'filter.createdTo',
      (createdTo) => ({ filter: { createdTo } }),
      '2026-03-01T12:00:00.123456789+05:30',
      `2026-03-01T12:00:00.${'1'.repeat(40)}Z`,
    ],
  ])('of %s is named by its field: %s', async (path, field, inputOf, largest, tooLarge) => {
    const caller = await (await serve()).as('operator')
    expect((await caller.call(path, inputOf(largest as never))).error).toBeNull()
    expect(faultyFieldsIn(await caller.call(path, inputOf(tooLarge as never)))).toEqual([field])
  })

  it('of an output’s type leaves no room for another header', async () => {
    const caller = await (await serve()).as('operator')
    const updateOf = (contentType: string) => ({
      id: ID,
      output: { contentType, encoding: 'utf8', data: '' },
    })
    for (const contentType of ['text/html\r\nSet-Cookie: a=b', 'a\u0000', 'a\u0085', 'x'.repeat(256)])
      expect(faultyFieldsIn(await caller.call('workload.update', updateOf(contentType)))).toEqual([
        'output.contentType',
      ])
    expect(refusalIn(await caller.call('workload.update', updateOf('x'.repeat(255)))).code).toBe(
      'WORKLOAD_NOT_FOUND',
    )
  })
})

describe('a refusal', () => {
  it('names the first twenty fields that are wrong, and says that there are more', async () => {
    const caller = await (await serve()).as('operator')
    const unknown = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`field ${i}`, 1]))
    const answer = await caller.call('workload.create', { ...work, ...unknown })
    const fields = faultyFieldsIn(answer)
    expect(fields.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, i) => `field ${i}`))
    expect(fields).toHaveLength(21)
    expect(JSON.stringify(answer.error).length).toBeLessThan(5_000)
  })

  it('cuts the path of a field short', async () => {
    const caller = await (await serve()).as('operator')
    const answer = await caller.call('workload.create', { ...work, ['x'.repeat(1_000_000)]: 1 })
    expect(faultyFieldsIn(answer)).toEqual([`${'x'.repeat(LIMITS.issuePathLength)}…`])
  })

  it('of a thousand lines names twenty fields', async () => {
    const caller = await (await serve()).as('operator')
    const fields = faultyFieldsIn(
      await caller.call('log.append', { id: ID, lines: Array(LIMITS.logBatchLines).fill({}) }),
    )
    expect([fields[0], fields.length]).toEqual(['lines.0.seq', 21])
  })
})
