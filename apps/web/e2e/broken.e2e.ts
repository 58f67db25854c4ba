import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'vitest'
import { test } from './test.ts'
import { running } from './workload.ts'

test('a page that cannot be made shows an id that is in the log, and comes back on demand', async ({
  open,
  server,
}) => {
  const { id } = await running(server, 'out of reach')
  const { page, watch } = await open('viewer', '/settings')
  // React says in the console that a server component failed; the page without its head asks for the usual icon.
  watch.expect(500, 404, 'React error #441')
  const record = new DatabaseSync(join(server.folder, 'isola.db'))
  const rename = (from: string, to: string) => record.exec(`ALTER TABLE ${from} RENAME TO ${to}`)
  rename('workloads', 'hidden')
  try {
    const response = await page.goto(`/workloads/${id}`)
    expect(response?.status()).toBe(500)
    const broken = page.getByRole('alert').filter({ hasText: 'This page could not be shown' })
    await broken.waitFor()
    const shown = /under this id:\s*(\d+)/.exec((await broken.textContent()) ?? '')?.[1]
    const lines = server
      .logged()
      .split('\n')
      .flatMap((line) => (line ? [JSON.parse(line)] : []))
    const found = lines.filter(({ errorId }) => errorId === shown)
    expect(found).toMatchObject([{ msg: 'failed', page: '/workloads/[id]', requestId: expect.any(String) }])
    // With the way to where it happened, not only to where it was noticed.
    expect(found[0].err.stack).toMatch(/no such table.*Reader/s)
    // Of the record itself the page says nothing.
    expect(await page.content()).not.toContain('no such table')
  } finally {
    rename('hidden', 'workloads')
    record.close()
  }
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('heading', { name: 'out of reach' }).waitFor()
})
