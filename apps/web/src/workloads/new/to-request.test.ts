import { createWorkloadInput, parseInput, type Workload } from '@isola/domain'
import { expect, it } from 'vitest'
import { draftOf, EMPTY } from './draft.ts'
import { EXAMPLES } from './examples.ts'
import { toRequest } from './to-request.ts'

it.each(EXAMPLES)('makes a request that is accepted of the example $name', ({ draft }) => {
  const { request, issues } = toRequest(draft)
  expect(issues).toBeNull()
  expect(() => parseInput(createWorkloadInput, request)).not.toThrow()
})

it('says at the field what cannot be sent as it was typed', () => {
  const labels = [
    { key: 'team', value: 'a' },
    { key: 'team', value: 'b' },
  ]
  const { issues } = toRequest({ ...EMPTY, input: '{', labels })
  expect(Object.keys(issues ?? {}).sort()).toEqual(['code', 'input', 'labels'])
})

it.each([
  ['{"list":[1,1909198862420847982]}', 'The number at list.1 would be rounded: write it as text, in quotes'],
  ['{"far":1e400}', 'The number at far would be rounded: write it as text, in quotes'],
  ['9007199254740993', 'The number would be rounded: write it as text, in quotes'],
])('says of the input %s which number would become another, and what to do', (input, problem) => {
  expect(toRequest({ ...EMPTY, hold: true, input }).issues).toEqual({ input: problem })
})

it('says of an input with too many long numbers what to do', () => {
  const input = `[${Array(100_001).fill('0.30000000000000004').join(',')}]`
  const problem =
    'The input has more than 100000 numbers of over 15 characters: write them as text, in quotes'
  expect(toRequest({ ...EMPTY, hold: true, input }).issues).toEqual({ input: problem })
})

it('takes numbers that stay the same, however they are written', () => {
  const input = '{"a":1.0,"b":9007199254740992,"c":1E+2,"id":"1909198862420847982"}'
  expect(toRequest({ ...EMPTY, hold: true, input }).request?.input).toEqual({
    a: 1,
    b: 2 ** 53,
    c: 100,
    id: '1909198862420847982',
  })
})

it('keeps code as it was typed, and leaves out what was left empty', () => {
  const code = '\n  export default 1\n'
  expect(toRequest({ ...EMPTY, code, labels: [{ key: '', value: '' }] }).request).toEqual({
    runtime: 'node',
    isolation: 'auto',
    labels: {},
    code,
  })
})

it('tells an input of null, which is JSON, from none', () => {
  expect(toRequest({ ...EMPTY, hold: true, input: 'null' }).request).toHaveProperty('input', null)
  expect(toRequest({ ...EMPTY, hold: true, input: ' ' }).request).not.toHaveProperty('input')
})

it('asks for the same work again that a workload was made of', () => {
  const asked = {
    runtime: 'oci',
    isolation: 'gvisor',
    name: 'n',
    code: 'c',
    image: 'i',
    input: { a: [1] },
    cpuLimit: 0.5,
    memoryLimitMb: 256,
    timeoutSeconds: 1.5,
    labels: { team: 'billing' },
    hold: true,
  } as const
  const { isolation: requestedIsolation, ...rest } = asked
  expect(toRequest(draftOf({ ...rest, requestedIsolation } as unknown as Workload)).request).toEqual(asked)
})
