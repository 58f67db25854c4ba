import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { alive } from './browser.ts'
import { createPerson, PASSWORD, PEOPLE } from './people.ts'
import { test } from './test.ts'
import { entries, header, running } from './workload.ts'

/** Tab by tab, as somebody does who sees where the focus is. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 30; presses++) {
    if ((await focused(page)) === name) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to “${name}”`)
}

/** A page may be seen a moment before it listens. */
async function pressUntil(page: Page, key: string, done: () => Promise<boolean>): Promise<void> {
  await expect
    .poll(async () => {
      if (await done()) return true
      await page.keyboard.press(key)
      return done()
    })
    .toBe(true)
}

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')

test('from signing in to a changed status nobody needs a mouse', async ({ server, window }) => {
  await createPerson(server, 'admin')
  const { id } = await running(server, 'reached by keys')
  await server.program.workload.create.mutate({ name: 'above it', runtime: 'node', hold: true })
  const { page } = await window()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in', disabled: false }).waitFor()
  await page.keyboard.type(PEOPLE.admin.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.pathname === '/')
  await alive(page)

  await page.keyboard.press('g')
  await page.keyboard.press('w')
  await page.waitForURL('/workloads')
  await page.getByRole('link', { name: 'reached by keys' }).waitFor()
  await pressUntil(page, 'j', async () => (await focused(page)) === 'reached by keys')
  await page.keyboard.press('Enter')
  await page.waitForURL(`/workloads/${id}`)
  await header(page).getByText('Running').waitFor()

  const dialog = page.getByRole('dialog', { name: 'Change status' })
  await pressUntil(page, 's', () => dialog.isVisible())
  await expect.poll(() => focused(page)).toMatch(/^Completed/)
  await page.keyboard.press('Space')
  // Held, as by a hand: what an arrow leads to is chosen while it is down.
  await page.keyboard.down('ArrowDown')
  await dialog.getByRole('radio', { name: 'Failed', checked: true }).waitFor()
  await page.keyboard.up('ArrowDown')
  await page.keyboard.press('Tab')
  await page.keyboard.type('typed, not clicked')
  await tabTo(page, 'Mark failed')
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await header(page).getByText('Failed').waitFor()

  await tabTo(page, 'Output')
  for (const tab of ['Logs', 'Code and input', 'History']) {
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => focused(page)).toMatch(tab)
  }
  await entries(page, 'typed, not clicked').waitFor()
})
