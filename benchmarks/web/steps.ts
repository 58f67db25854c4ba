import type { Page } from 'playwright-core'

/** What somebody does, and when what it leads to is there: not measured, but the next step waits for it. */
type Step = [what: string, act: (page: Page) => Promise<void>, isDone: (page: Page) => Promise<unknown>]

const press =
  (...keys: string[]) =>
  async (page: Page) => {
    for (const key of keys) await page.keyboard.press(key)
  }
const button = (name: string) => (page: Page) =>
  page.getByRole('main').getByRole('button', { name, exact: true }).click()
const choose = (role: 'radio' | 'tab' | 'menuitemcheckbox', name: string | RegExp) => (page: Page) =>
  page.getByRole(role, { name }).first().click()
const statusTab = (name: string) => (page: Page) =>
  page.getByRole('group', { name: 'Status' }).getByRole('button', { name }).click()
const bar = (page: Page) =>
  page.getByRole('slider', { name: /^Ended/ }).click({ position: { x: 600, y: 30 } })

const seen = (selector: string) => (page: Page) => page.locator(selector).first().waitFor()
const gone = (selector: string) => (page: Page) =>
  page.locator(selector).first().waitFor({ state: 'detached' })
const address = (part: string) => (page: Page) => page.waitForURL((url) => url.href.includes(part))
/** The address holds it, and the list shows its answer. */
const listed = (part: string) => async (page: Page) => {
  await address(part)(page)
  await seen('table[aria-busy=false] tbody tr')(page)
}

export const STEPS: Record<string, Step[]> = {
  Overview: [
    ['choose 30 days', choose('radio', '30 d'), address('range=30d')],
    ['open the palette', press('Control+k'), seen('[cmdk-input]')],
    ['type in the palette', press('w', 'e', 'b'), seen('[cmdk-item]')],
    ['close the palette', press('Escape'), gone('[cmdk-input]')],
    ['choose a bar', bar, listed('finishedFrom=')],
  ],
  Workloads: [
    ['choose a status', statusTab('Failed'), listed('status=failed')],
    ['choose all again', statusTab('All'), seen('table[aria-busy=false] tbody tr')],
    ['open a facet', button('Runtime'), seen('[role=menuitemcheckbox]')],
    ['choose in a facet', choose('menuitemcheckbox', /python/), listed('runtime=python')],
    ['close the facet', press('Escape'), gone('[role=menuitemcheckbox]')],
    ['clear the filter', button('Clear'), seen('table[aria-busy=false] tbody tr')],
    ['j, three times', press('j', 'j', 'j'), seen('tr[data-active]')],
    ['k', press('k'), seen('tr[data-active]')],
    ['x', press('x'), seen('tr input:checked')],
    ['x again', press('x'), gone('tbody tr input:checked')],
    ['show 30 days', button('30 d'), address('strip=30d')],
    ['choose a bar', bar, listed('finishedFrom=')],
    ['clear that', button('Clear'), seen('table[aria-busy=false] tbody tr')],
    ['older', button('Older →'), listed('cursor=')],
    ['newer', button('← Newer'), seen('table[aria-busy=false] tbody tr')],
    ['search', press('/', 'r', 'e', 's', 'e', 't', 'Enter'), listed('text=reset')],
    ['open a row', (page) => page.locator('[data-row-link]').nth(5).click(), seen('main [role=tablist]')],
  ],
  Workload: [
    ['tab of logs', choose('tab', /^Logs/), address('tab=logs')],
    ['tab of code', choose('tab', /^Code/), address('tab=code')],
    ['tab of history', choose('tab', /^History/), address('tab=history')],
    ['tab of related', choose('tab', /^Related/), address('tab=related')],
    ['tab of JSON', choose('tab', /^JSON/), address('tab=json')],
    ['open the status dialog', press('s'), seen('[role=dialog]')],
    ['close the status dialog', press('Escape'), gone('[role=dialog]')],
    ['sheet of keys', press('?'), seen('[role=dialog]')],
  ],
}
