import { expect } from 'vitest'
import { rows } from './list.ts'
import { test } from './test.ts'

test('while the server does not answer the page says so and keeps what it shows; a page that cannot come offers to try again', async ({
  open,
  server: { program },
}) => {
  const create = (n: number) =>
    program.workload.create.mutate({ name: `row ${n}`, runtime: 'node', hold: true })
  await Promise.all(Array.from({ length: 60 }, (_, n) => create(n)))
  const { page, watch } = await open('viewer', '/settings', { viewport: { width: 390, height: 844 } })
  watch.expect('ERR_FAILED')
  await page.route('**/api/trpc/**', (route) => route.abort())
  await page.goto('/workloads')
  await page.getByRole('status').getByText('No answer').waitFor({ timeout: 120_000 })
  expect(await rows(page).count()).toBe(50)

  await page.getByRole('button', { name: 'Older →' }).click()
  const alert = page.getByRole('alert').filter({ hasText: 'This could not be loaded' })
  await alert.waitFor()
  await page.unroute('**/api/trpc/**')
  await alert.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(() => rows(page).count()).toBe(10)
})
