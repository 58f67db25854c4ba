import type { Locator, Page } from 'playwright-core'

/** Workloads in the list, by what stands in their row. */
export const rows = (page: Page, text?: string | RegExp): Locator => {
  const all = page.getByRole('table', { name: 'Workloads' }).locator('tbody tr')
  return text === undefined ? all : all.filter({ hasText: text })
}

export const tab = (page: Page, status: string): Locator =>
  page.getByRole('group', { name: 'Status' }).getByRole('button', { name: status })

export const queryOf = (page: Page): Record<string, string> =>
  Object.fromEntries(new URL(page.url()).searchParams)

export async function search(page: Page, text: string): Promise<void> {
  const box = page.getByRole('textbox', { name: /^Search name and error/ })
  await box.fill(text)
  await box.press('Enter')
}
