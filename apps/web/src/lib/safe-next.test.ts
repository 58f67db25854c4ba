import { expect, it } from 'vitest'
import { safeNext, signInHref } from './safe-next.ts'

it('returns to a path of this server, with its query and hash', () => {
  expect(safeNext('/workloads?status=failed#row')).toBe('/workloads?status=failed#row')
})

it.each([
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/./\\evil.example',
  '/.//evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
  'workloads',
  '',
  null,
])('stays here when asked for %j', (asked) => {
  expect(new URL(safeNext(asked), 'https://isola.example').origin).toBe('https://isola.example')
  expect(safeNext(asked)).toBe('/')
})

it('does not go round in circles', () => {
  expect(safeNext('/sign-in?next=/sign-in')).toBe('/')
  expect(signInHref('/sign-in')).toBe('/sign-in')
})

it('keeps what was asked for on the way to sign in', () => {
  expect(signInHref('/workloads?status=failed&q=a%20b')).toBe(
    '/sign-in?next=%2Fworkloads%3Fstatus%3Dfailed%26q%3Da%2520b',
  )
})
