import type { Locator, Page } from 'playwright-core'
import type { Server } from './server.ts'

/** One that another program runs. */
export async function running({ program }: Server, name: string) {
  const { id } = await program.workload.create.mutate({ name, runtime: 'node', hold: true })
  return program.workload.update.mutate({ id, status: 'running' })
}

export const header = (page: Page): Locator => page.getByRole('banner')

/** Entries of the history, which is the tab that is open. */
export const entries = (page: Page, text: string): Locator =>
  page.getByRole('region', { name: 'History' }).getByRole('listitem').filter({ hasText: text })

/** The statuses that a dialog offers. */
export const offered = (page: Page): Promise<(string | null)[]> =>
  page
    .getByRole('dialog')
    .getByRole('radio')
    .evaluateAll((radios) => radios.map((radio) => radio.getAttribute('value')))

/** What a row of old and new values says, cell by cell. */
export const changeOf = (entry: Locator, field: string): Promise<string[]> =>
  entry.getByRole('row').filter({ hasText: field }).locator('td').allTextContents()

export async function act(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}
