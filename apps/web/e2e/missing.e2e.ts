import { describe, expect } from 'vitest'
import { test } from './test.ts'
import { entries, running } from './workload.ts'

const NEVER_WAS = '01KAZZZZZZZZZZZZZZZZZZZZZZ'

describe('an address at which there is nothing', () => {
  for (const path of [`/workloads/${NEVER_WAS}`, '/workloads/4711']) {
    test(`${path} is answered with 404, and says what an id looks like`, async ({ open }) => {
      const { page, watch } = await open('viewer', '/')
      watch.expect(404)
      const response = await page.goto(path)
      expect(response?.status()).toBe(404)
      await page.getByText('There is no workload with this id').waitFor()
      expect(await page.title()).toMatch(/^No such workload/)
      await page.getByRole('main').getByRole('link', { name: 'All workloads' }).waitFor()
    })
  }

  for (const path of ['/nowhere', '/workloads/new/nowhere', '/settings/nowhere', '/audit/7']) {
    test(`${path} is answered with 404, inside the shell`, async ({ open }) => {
      const { page, watch } = await open('viewer', '/')
      watch.expect(404)
      const response = await page.goto(path)
      expect(response?.status()).toBe(404)
      await page.getByText('There is no page at this address').waitFor()
      await page.getByRole('navigation', { name: 'Main' }).first().waitFor()
    })
  }

  test('in small letters is that of the id in capitals', async ({ open, server }) => {
    const { id } = await running(server, 'in capitals')
    const { page } = await open('viewer', `/workloads/${id.toLowerCase()}`)
    expect(new URL(page.url()).pathname).toBe(`/workloads/${id}`)
    await page.getByRole('heading', { name: 'in capitals' }).waitFor()
  })
})

test('a workload that is deleted while one looks says so; its history is for admins', async ({
  open,
  server: { program },
}) => {
  const { id } = await program.workload.create.mutate({ name: 'soon gone', runtime: 'node', hold: true })
  await program.workload.kill.mutate({ id })
  const [admin, viewer] = [await open('admin', `/workloads/${id}`), await open('viewer', `/workloads/${id}`)]
  admin.watch.expect(404)
  viewer.watch.expect(404)
  await viewer.page.getByRole('heading', { name: 'soon gone' }).waitFor()
  await program.workload.delete.mutate({ id, reason: 'made by mistake' })
  for (const { page } of [admin, viewer]) await page.getByText('This workload was deleted').waitFor()
  await viewer.page.getByText('What is left of its history is for admins').waitFor()
  expect((await viewer.page.reload())?.status()).toBe(404)
  expect((await admin.page.reload())?.status()).toBe(200)
  await entries(admin.page, 'made by mistake').waitFor()
})
