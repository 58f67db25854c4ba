import { expect, it } from 'vitest'
import { detailsOf } from './details-of.ts'

it('an entry of failed sign-ins says how many, from where, and at which accounts', () => {
  const details = { address: '192.0.2.1', count: 3, emails: ['ada@example.com', 'bert@example.com'] }
  expect(detailsOf(details, undefined, 'utc')).toEqual([
    ['address', '192.0.2.1'],
    ['count', '3'],
    ['emails', 'ada@example.com, bert@example.com'],
  ])
  expect(detailsOf({ address: null, count: 50, emails: [] }, undefined, 'utc')).toEqual([
    ['address', 'many'],
    ['count', '50'],
  ])
})
