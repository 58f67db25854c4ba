import { workload } from '@isola/domain'
import { describe, expect, it } from 'vitest'
import { API_PATH } from './http/api-handler.ts'
import { dataOf, faultyFieldsIn, outcomeOf, readAnswer, refusalIn } from './testing/answer.ts'
import { serve } from './testing/serve.ts'
import type { Wire } from './testing/wire.ts'

/** Sends this very text: no JSON.stringify in between that would round its numbers. */
async function post(wire: Wire, paths: string, body: string) {
  const response = await fetch(`${wire.url}${API_PATH}${paths}`, {
    method: 'POST',
    headers: { ...wire.headers, 'content-type': 'application/json' },
    body,
  })
  const answers: unknown[] = [await response.json()].flat()
  return {
    status: response.status,
    answers: answers.map((one) => readAnswer(response.status, response.headers, one)),
  }
}

const requestOf = (input: string) => `{"runtime":"node","hold":true,"input":${input}}`

describe('a number in the input of a new workload', () => {
  it.each([
    ['{"id":1909198862420847982}', 'input.id'],
    ['{"list":[0,1,2,9007199254740993]}', 'input.list.3'],
    ['{"a":{"b":[{"c":0.1000000000000000055511151231257827}]}}', 'input.a.b.0.c'],
    ['1e400', 'input'],
    ['[-1e-400]', 'input.0'],
    ['{"text":"1e400","number":1e400}', 'input.number'],
  ])('that would be rounded is refused with its path: %s', async (input, path) => {
    const served = await serve()
    const operator = await served.as('operator')
    const { status, answers } = await post(operator, 'workload.create', requestOf(input))
    expect([status, answers.map(faultyFieldsIn)]).toEqual([400, [[path]]])
    expect(answers[0]?.error?.message).toContain('send it as a string')
    expect(await served.store.getLatestSeq()).toBe(0)
  })

  it.each([
    ['[0.1,1.0,1e2,1E+2,-0,0.30000000000000004,5e-324]', [0.1, 1, 100, 100, 0, 0.1 + 0.2, 5e-324]],
    [
      '{"id":"1909198862420847982","9007199254740993":null}',
      { id: '1909198862420847982', '9007199254740993': null },
    ],
    ['{"id":9007199254740993,"id":1}', { id: 1 }],
  ])('that survives is taken: %s', async (input, value) => {
    const operator = await (await serve()).as('operator')
    const { answers } = await post(operator, 'workload.create', requestOf(input))
    expect(answers.map((answer) => dataOf(workload, answer).input)).toEqual([value])
  })

  it('is judged call by call in a batch', async () => {
    const served = await serve()
    const calls = [requestOf('[1]'), requestOf('[1,9007199254740993]'), requestOf('"9007199254740993"')]
    const { status, answers } = await post(
      await served.as('operator'),
      `${calls.map(() => 'workload.create').join(',')}?batch=1`,
      `{${calls.map((call, i) => `"${i}":${call}`).join(',')}}`,
    )
    expect([status, answers.map(outcomeOf)]).toEqual([207, ['207', '400 INVALID_INPUT', '207']])
    expect(answers[1] && faultyFieldsIn(answers[1])).toEqual(['input.1'])
    expect((await served.store.getWorkloadStats()).total).toBe(2)
  })

  it('is looked at for callers who may create, and in requests that are JSON', async () => {
    const served = await serve()
    const lossy = requestOf('1e400')
    const viewer = await post(await served.as('viewer'), 'workload.create', lossy)
    expect(viewer.answers.map((answer) => refusalIn(answer).code)).toEqual(['FORBIDDEN'])
    const broken = await post(await served.as('operator'), 'workload.create', `${lossy},`)
    expect(broken.answers[0]?.error?.message).toBe('The request is not JSON')
  })

  it('elsewhere in a request is as it is parsed', async () => {
    const operator = await (await serve()).as('operator')
    const body = '{"runtime":"node","hold":true,"cpuLimit":0.5000000000000000000001}'
    const { answers } = await post(operator, 'workload.create', body)
    expect(answers.map((answer) => dataOf(workload, answer).cpuLimit)).toEqual([0.5])
  })

  it('with more long numbers than can be looked at in time is refused as such', async () => {
    const operator = await (await serve()).as('operator')
    const input = `[${Array(100_001).fill('0.1234567890123456').join(',')}]`
    const { answers } = await post(operator, 'workload.create', requestOf(input))
    expect(answers.map((answer) => refusalIn(answer).code)).toEqual(['INVALID_INPUT'])
    expect(answers[0]?.error?.message).toContain('100000 numbers')
  })
})
