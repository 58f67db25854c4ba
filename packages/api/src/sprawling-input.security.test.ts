import { LIMITS } from '@isola/domain'
import { expect, it } from 'vitest'
import { faultyFieldsIn, outcomeOf } from './testing/answer.ts'
import { bearer, serve } from './testing/serve.ts'

const ANSWER_BYTES = 16 * 1024
const fields = (count: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i.toString(32)}`, 1])))
/** Each is under 8 MiB. What is in strings is no part of the structure. */
const UNPARSED = {
  'of 780,000 unknown fields': fields(780_000),
  'of 2 million empty objects': JSON.stringify(Array(2_000_000).fill({})),
  'of 2 million empty lists in an input': JSON.stringify({
    runtime: 'node',
    input: Array(2_000_000).fill([]),
  }),
}

async function send(role: 'operator' | 'runner' | 'admin', path: string, body: string) {
  const { url, key } = await serve()
  const headers = { ...bearer((await key(role)).key), 'content-type': 'application/json' }
  const answer = await fetch(`${url}/api/trpc/${path}`, { method: 'POST', headers, body })
  const text = await answer.text()
  if (answer.status !== 200) expect(text.length).toBeLessThan(ANSWER_BYTES)
  return [answer.status, JSON.parse(text).error?.data.isola.issues]
}

it.each(Object.entries(UNPARSED))('a body %s is refused before it is parsed', async (_, body) => {
  const message = 'The body has more than 100000 objects, arrays and members'
  expect(await send('operator', 'workload.create', body)).toEqual([400, [{ path: '', message }]])
})

it.each([
  ['workload.create', 'operator'],
  ['runner.heartbeat', 'runner'],
  ['admin.keys.revoke', 'admin'],
] as const)('90,000 unknown fields for %s are refused in a few words', async (path, role) => {
  const message = 'has more than 20000 fields and items'
  expect(await send(role, path, fields(90_000))).toEqual([400, [{ path: '', message }]])
})

it('structure inside strings does not count', async () => {
  const code = '{"a":[1]}'.repeat(50_000)
  const body = JSON.stringify({ runtime: 'node', code })
  expect(await send('operator', 'workload.create', body)).toEqual([200, undefined])
})

it('too many members anywhere are a fault of the whole input', async () => {
  const wire = await (await serve()).as('operator')
  const answer = await wire.call('workload.create', {
    runtime: 'node',
    labels: Array(LIMITS.inputMembers).fill(1),
  })
  expect([outcomeOf(answer), faultyFieldsIn(answer)]).toEqual(['400 INVALID_INPUT', ['']])
})
