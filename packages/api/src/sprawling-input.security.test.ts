import { LIMITS } from '@isola/domain'
import { expect, it } from 'vitest'
import { faultyFieldsIn, outcomeOf } from './testing/answer.ts'
import { bearer, serve } from './testing/serve.ts'

const ANSWER_BYTES = 16 * 1024
/** 7.7 MB of JSON. */
const UNKNOWN_FIELDS = JSON.stringify(
  Object.fromEntries(Array.from({ length: 780_000 }, (_, i) => [`f${i.toString(32)}`, 1])),
)

it.each([
  ['workload.create', 'operator'],
  ['runner.heartbeat', 'runner'],
  ['admin.keys.revoke', 'admin'],
] as const)('780,000 unknown fields for %s are refused in a few words', async (path, role) => {
  const { url, key } = await serve()
  const headers = { ...bearer((await key(role)).key), 'content-type': 'application/json' }
  expect(UNKNOWN_FIELDS.length).toBeGreaterThan(7_500_000)
  const answer = await fetch(`${url}/api/trpc/${path}`, { method: 'POST', headers, body: UNKNOWN_FIELDS })
  const text = await answer.text()
  expect([answer.status, JSON.parse(text).error.data.isola]).toEqual([
    400,
    { code: 'INVALID_INPUT', issues: [{ path: '', message: 'has more than 20000 fields and items' }] },
  ])
  expect(text.length).toBeLessThan(ANSWER_BYTES)
})

it('too many members anywhere are a fault of the whole input', async () => {
  const wire = await (await serve()).as('operator')
  const answer = await wire.call('workload.create', {
    runtime: 'node',
    labels: Array(LIMITS.inputMembers).fill(1),
  })
  expect([outcomeOf(answer), faultyFieldsIn(answer)]).toEqual(['400 INVALID_INPUT', ['']])
})
