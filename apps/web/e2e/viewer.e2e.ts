import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { rows } from './list.ts'
import { test } from './test.ts'
import { running } from './workload.ts'

const VIEWERS = 'Viewers look on: this needs an operator or an admin'

/** While a page arrives, what is to take the place of its outline stands behind it, hidden: twice in the document. */
const main = (page: Page) => page.getByRole('main')

/** As the page asks, with the cookie of whoever has signed in. */
const call = (page: Page, procedure: string, input: object): Promise<number> =>
  page.evaluate(
    async ([path, body]) => {
      const headers = { 'content-type': 'application/json' }
      return (await fetch(`/api/trpc/${path}`, { method: 'POST', headers, body })).status
    },
    [procedure, JSON.stringify(input)] as const,
  )

describe('a viewer', () => {
  test('can edit nothing on the page of a workload, and is told why', async ({ open, server }) => {
    const { id } = await running(server, 'looked at')
    const { page } = await open('viewer', `/workloads/${id}`)
    for (const name of ['Retry', 'Change status']) {
      const button = page.getByRole('button', { name, exact: true })
      expect(await button.getAttribute('aria-disabled')).toBe('true')
      expect(await button.getAttribute('title')).toBe(VIEWERS)
      await button.click({ force: true })
    }
    await page.keyboard.press('s')
    await page.getByText(VIEWERS).first().waitFor()

    await page.getByRole('button', { name: 'More actions' }).click()
    for (const name of ['Kill…', 'Leave a note…', 'Amend the record…', 'Delete…']) {
      const item = page.getByRole('menuitem', { name })
      expect(await item.getAttribute('aria-disabled')).toBe('true')
      expect(await item.textContent()).toMatch(/Viewers look on|Only an admin may/)
      await item.click({ force: true })
    }
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  test('can edit nothing in the list, and submit or administer nothing', async ({ open, server }) => {
    await running(server, 'in the list')
    const { page } = await open('viewer', '/workloads')
    await rows(page, 'in the list').getByRole('checkbox').check()
    const selection = page.getByRole('toolbar', { name: 'Selected workloads' })
    for (const name of ['Kill…', 'Retry…', 'Change status…']) {
      const button = selection.getByRole('button', { name })
      expect(await button.getAttribute('aria-disabled')).toBe('true')
      expect(await button.getAttribute('title')).toBe(VIEWERS)
    }
    expect(await page.getByRole('link', { name: 'Audit' }).count()).toBe(0)
    await page.goto('/workloads/new')
    await main(page).getByText('Viewers look on').waitFor()
    for (const path of ['/audit', '/settings/users', '/settings/keys']) {
      await page.goto(path)
      await main(page).getByText('Your role is viewer.').waitFor()
    }
  })

  test('is refused the same acts by the server', async ({ open, server }) => {
    const { program } = server
    const { id } = await running(server, 'defended')
    const ended = await running(server, 'defended at its end')
    await program.workload.update.mutate({ id: ended.id, status: 'completed' })
    const { page, watch } = await open('viewer', '/')
    watch.expect(403)
    const before = await program.workload.get.query({ id })
    const reason = 'because I can'
    const acts: [string, object][] = [
      ['workload.create', { runtime: 'node', hold: true }],
      ['workload.update', { id, error: 'mine' }],
      ['workload.updateStatus', { id, status: 'failed', reason }],
      ['workload.override', { id, status: 'completed', reason }],
      ['workload.kill', { id, reason }],
      ['workload.note', { id, text: reason }],
      ['workload.retry', { id: ended.id }],
      ['workload.delete', { id: ended.id, reason }],
      ['log.append', { id, lines: [{ seq: 0, stream: 'stdout', line: 'mine' }] }],
      [
        'admin.users.create',
        { name: 'M', email: 'm@example.com', password: 'correct horse battery', role: 'admin' },
      ],
      ['admin.keys.create', { name: 'mine', role: 'admin' }],
    ]
    for (const [procedure, input] of acts)
      expect([procedure, await call(page, procedure, input)]).toEqual([procedure, 403])
    expect(await program.workload.get.query({ id })).toEqual(before)
  })
})
