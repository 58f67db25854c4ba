import { createUserInput, createWorkloadInput, InvalidInputError, parseInput } from '@isola/domain'
import { expect, it } from 'vitest'
import { issueAt, unlessAt } from './issues.ts'

/** As it comes over the wire. */
function refusal(parse: () => unknown): Error {
  try {
    parse()
  } catch (error) {
    if (error instanceof InvalidInputError) return Object.assign(new Error(), { data: { isola: error.data } })
  }
  throw new Error('It was not refused')
}

const workload = (input: object) =>
  refusal(() => parseInput(createWorkloadInput, { runtime: 'node', ...input }))

it('says beside its field what is wrong with it, in words', () => {
  expect(issueAt(workload({ code: '', memoryLimitMb: 64 }), 'memoryLimitMb')).toBe('At least 128')
  expect(issueAt(workload({}), 'code')).toBe('It is required unless the workload is held')
  const user = refusal(() =>
    parseInput(createUserInput, { name: 'Ada', email: 'a', password: 'b', role: 'admin' }),
  )
  expect(issueAt(user, 'password')).toBe('At least 12 characters')
  expect(issueAt(user, 'email')).toBe('Invalid email address')
  expect(issueAt(user, 'name')).toBeUndefined()
})

it('finds what is wrong inside a field', () => {
  expect(issueAt(workload({ code: '', labels: { team: 'x'.repeat(300) } }), 'labels')).toBe(
    'At most 256 characters',
  )
})

it('leaves to the whole form only what no field says', () => {
  const error = workload({})
  expect(unlessAt(error, ['code'])).toBeNull()
  expect(unlessAt(error, ['name'])).toBe(error)
  expect(unlessAt(null, ['name'])).toBeNull()
})
