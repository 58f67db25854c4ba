import { createIsolaClient } from '@isola/client'
import { LIMITS } from '@isola/domain'
import { test } from './test.ts'

test('a live runner beyond the first page is listed and counted', async ({
  open,
  server: { program, url },
}) => {
  // Lists begin with the newest key: the first runner ends on a page of its own.
  for (let count = 0; count <= LIMITS.pageSize; count++) {
    const name = count === 0 ? 'the first' : `runner ${count}`
    const { key } = await program.admin.keys.create.mutate({ name, role: 'runner' })
    const { runner } = createIsolaClient({ url, apiKey: key })
    const itself = { bootId: 'the-only-start', name, version: '1.0', capacity: 1, labels: {} }
    await runner.register.mutate({ ...itself, capabilities: [] })
  }
  const { page } = await open('viewer', '/runners')
  const runner = page
    .getByRole('list', { name: 'Runners' })
    .getByRole('listitem')
    .filter({ hasText: 'the first' })
  await runner.getByText('last seen').waitFor()
  await page.getByRole('link', { name: `Runners ${LIMITS.pageSize + 1}`, exact: true }).waitFor()
})
