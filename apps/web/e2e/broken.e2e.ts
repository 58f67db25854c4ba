import { join } from 'node:path'
import { expect } from 'vitest'
import { startServer } from './server.ts'
import { test as base } from './test.ts'

// biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern what a fixture needs
const test = base.extend('server', { scope: 'file' }, async ({}, { onCleanup }) => {
  const server = await startServer({ preload: join(import.meta.dirname, 'failing-pages.ts') })
  onCleanup(server.stop)
  return server
})

test('a page that cannot be made shows an id that is in the log, nothing of the error, and comes back on demand', async ({
  open,
  server,
}) => {
  const { page, watch } = await open('viewer', '/settings')
  // React says in the console that a server component failed.
  watch.expect(500, 'React error #441')
  await server.tell({ failing: true })
  const response = await page.goto('/workloads')
  expect(response?.status()).toBe(500)
  const broken = page.getByRole('alert').filter({ hasText: 'This page could not be shown' })
  await broken.waitFor()
  const shown = /under this id:\s*(\d+)/.exec((await broken.textContent()) ?? '')?.[1]
  const lines = server
    .logged()
    .split('\n')
    .flatMap((line) => (line ? [JSON.parse(line)] : []))
  const found = lines.filter(({ errorId }) => errorId === shown)
  expect(found).toMatchObject([
    {
      msg: 'failed',
      page: '/workloads',
      requestId: expect.any(String),
      err: { message: 'the disk is on fire' },
    },
  ])
  expect(await page.content()).not.toContain('on fire')

  await server.tell({ failing: false })
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('heading', { name: 'Workloads' }).waitFor()
})
