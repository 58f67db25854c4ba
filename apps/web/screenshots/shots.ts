import type { Page } from 'playwright-core'
import type { Story } from './story.ts'

type Shot = (page: Page, story: Story) => Promise<void>

const tab =
  (name: string): Shot =>
  async (page, { corrected }) => {
    await page.goto(`/workloads/${corrected}?tab=${name}`)
    await page.getByRole('tabpanel').waitFor()
  }

/** Where it is narrow, in the menu. */
async function changeStatus(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Change status' })
  const more = page.getByRole('button', { name: 'More actions' })
  await more.waitFor()
  if (await button.isVisible()) return button.click()
  await more.click()
  await page.getByRole('menuitem', { name: 'Change status…' }).click()
}

const statusDialog: Shot = async (page, { hanging }) => {
  await page.goto(`/workloads/${hanging}?tab=logs`)
  await changeStatus(page)
  const dialog = page.getByRole('dialog', { name: 'Change status' })
  await dialog.getByRole('radio', { name: 'Failed' }).click()
  await dialog.getByLabel('Reason').fill('Has hung since the registry went away; started by hand elsewhere')
}

const overrideDialog: Shot = async (page, { corrected }) => {
  await page.goto(`/workloads/${corrected}?tab=history`)
  await changeStatus(page)
  await page.getByRole('button', { name: 'Override…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Override the status' })
  await dialog.getByRole('radio', { name: 'Failed' }).click()
  await dialog.getByLabel('Reason').fill('Three suppliers are missing from the totals after all')
}

export const SHOTS: Record<string, Shot> = {
  overview: async (page) => void (await page.goto('/')),
  workloads: async (page) => void (await page.goto('/workloads')),
  'workload-output': tab('output'),
  'workload-logs': tab('logs'),
  'workload-code': tab('code'),
  'workload-history': tab('history'),
  'workload-related': tab('related'),
  'workload-json': tab('json'),
  status: statusDialog,
  override: overrideDialog,
}
