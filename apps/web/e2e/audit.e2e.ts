import { expect } from 'vitest'
import { queryOf } from './list.ts'
import { test } from './test.ts'

test('the audit trail is filtered as a whole: what matches is found beyond the page that is loaded', async ({
  open,
  server: { program },
}) => {
  const { keys } = program.admin
  const { id } = await keys.create.mutate({ name: 'the leaked one', role: 'viewer' })
  await keys.revoke.mutate({ id })
  for (let n = 0; n < 60; n++) await keys.create.mutate({ name: `filler ${n}`, role: 'viewer' })

  const { page } = await open('admin', '/audit')
  const entries = page.getByRole('table', { name: 'Audit trail' }).locator('tbody tr')
  await page.getByText('50 latest entries').waitFor()
  expect(await entries.filter({ hasText: 'Revoked' }).count()).toBe(0)

  await page.getByLabel('Act').selectOption('Revoked the key')
  await page.getByText('1 found', { exact: true }).waitFor()
  await entries.filter({ hasText: 'the leaked one' }).waitFor()
  expect(queryOf(page)).toEqual({ action: 'key.revoked' })
  await page.reload()
  await page.getByText('1 found', { exact: true }).waitFor()

  await page.getByRole('button', { name: 'Clear' }).click()
  await page.getByLabel('To whom').selectOption('the leaked one')
  await page.getByText('2 found', { exact: true }).waitFor()
  await page.getByLabel('By whom').selectOption('Ada, ada@example.com')
  await page.getByText('No entry matches the filter').waitFor()
  await page.getByRole('button', { name: 'Clear the filter' }).click()
  await page.getByRole('button', { name: 'Load older' }).click()
  await entries.filter({ hasText: 'Revoked' }).waitFor()
})

test('failed sign-ins are one entry with a count, the address and the accounts that were tried', async ({
  open,
  server: { url },
}) => {
  const { page } = await open('admin', '/audit')
  for (let guess = 0; guess < 3; guess++) {
    const { status } = await fetch(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ email: 'ada@example.com', password: `a wrong guess, number ${guess}` }),
    })
    expect(status).toBe(401)
  }
  await page.reload()
  await page.getByLabel('Act').selectOption('Failed sign-in')
  const entries = page.getByRole('table', { name: 'Audit trail' }).locator('tbody tr')
  await page.getByText(/^[12] found$/).waitFor()
  expect(await entries.filter({ hasText: 'ada@example.com' }).count()).toBeGreaterThan(0)
  const counts = await entries.locator('dl > div', { hasText: 'count' }).locator('dd').allTextContents()
  expect(counts.reduce((sum, count) => sum + Number(count), 0)).toBe(3)
})
