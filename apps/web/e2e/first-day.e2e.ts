import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'vitest'
import { alive } from './browser.ts'
import { rows } from './list.ts'
import { PASSWORD } from './people.ts'
import { test } from './test.ts'
import { changeOf, entries, header } from './workload.ts'

const APP = join(import.meta.dirname, '../../../examples/report-from-an-app/src/main.ts')

test('a first day: from the printed link to a corrected record, with a program that reports', async ({
  server,
  window,
}) => {
  const { page } = await window()
  await page.goto(server.setUpLink)
  await page.getByLabel('Name').fill('Grace Hopper')
  await page.getByLabel('E-mail').fill('grace@example.com')
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Become the first admin' }).click()
  await page.waitForURL((url) => url.pathname === '/')
  await alive(page)

  // A workload of her own, which waits: there is no runner yet.
  await page.getByRole('link', { name: 'Workloads' }).first().click()
  await page.getByText('No workload has been recorded yet').waitFor()
  await page.getByRole('main').getByRole('link', { name: 'New workload' }).click()
  await page.getByRole('button', { name: 'TypeScript function' }).click()
  await page.getByRole('textbox', { name: 'Code' }).getByText('export default').waitFor()
  await page.getByRole('button', { name: 'Create workload' }).click()
  await page.waitForURL(/\/workloads\/[0-9A-Z]{26}/)
  await header(page).getByText('Pending').waitFor()

  // A key for a program.
  await page.getByRole('link', { name: 'Settings' }).first().click()
  await page.getByRole('link', { name: 'API keys' }).click()
  await page.getByRole('button', { name: 'New key' }).first().click()
  const create = page.getByRole('dialog', { name: 'New API key' })
  await create.getByLabel('Name').fill('importer')
  await create.getByRole('button', { name: 'Create key' }).click()
  const once = page.getByRole('dialog', { name: 'The key “importer”' })
  const key = (await once.getByText(/^isk_/).textContent()) ?? ''
  await once.getByRole('button', { name: 'I have it, close' }).click()
  await page.getByRole('cell', { name: 'importer', exact: true }).waitFor()

  // The program reports; the list, which is open, tells.
  await page.getByRole('link', { name: 'Workloads' }).first().click()
  await rows(page, 'sum').waitFor()
  await promisify(execFile)(process.execPath, [APP], {
    env: { NODE_ENV: 'production', ISOLA_URL: server.url, ISOLA_API_KEY: key },
  })
  await page.getByRole('button', { name: '2 new' }).click()
  await rows(page, 'interrupted import').getByText('Killed').waitFor()
  await rows(page, 'nightly import').getByText('Completed').waitFor()
  await rows(page, 'nightly import').getByRole('link').click()
  await page.getByRole('tab', { name: 'Logs' }).click()
  await page.getByRole('region', { name: 'Log lines' }).getByText('imported edsger').waitFor()

  // She knows better, and the history says so.
  await page.getByRole('button', { name: 'Change status' }).click()
  await page.getByRole('button', { name: 'Override…' }).click()
  const override = page.getByRole('dialog', { name: 'Override the status' })
  await override.getByRole('radio', { name: 'Failed' }).click()
  await override.getByLabel('Reason').fill('three rows are missing')
  await override.getByRole('button', { name: 'Override with failed' }).click()
  await header(page).getByText('Failed').waitFor()
  await page.getByRole('tab', { name: 'History' }).click()
  const entry = entries(page, 'Overridden completed → failed')
  await entry.getByText('three rows are missing').waitFor()
  await entry.getByText('Grace Hopper').waitFor()
  expect(await changeOf(entry, 'cause')).toEqual(['empty', 'operator'])
  await entries(page, 'pending → running').getByText('importer').waitFor()

  await page.getByRole('link', { name: 'Audit' }).first().click()
  const act = page.getByRole('row').filter({ hasText: 'Created the key' }).filter({ hasText: 'importer' })
  await act.getByText('Grace Hopper').first().waitFor()
})
