import { describe, expect } from 'vitest'
import { test } from './test.ts'
import { header } from './workload.ts'

describe('a new workload', () => {
  test('begins with an example, is submitted, and its page opens, where it waits for a runner', async ({
    open,
    server: { program },
  }) => {
    const { page } = await open('operator', '/workloads/new')
    await page.getByRole('button', { name: 'TypeScript function' }).click()
    await page.getByRole('textbox', { name: 'Code' }).getByText('export default').waitFor()
    await page.getByRole('button', { name: 'Create workload' }).click()
    await page.waitForURL(/\/workloads\/[0-9A-Z]{26}/)
    await header(page).getByText('Pending').waitFor()
    await page.getByRole('heading', { name: 'sum' }).waitFor()
    await page.getByRole('tab', { name: 'Code and input' }).click()
    await page.getByRole('region', { name: 'Code' }).getByText('export default').waitFor()

    const { items } = await program.workload.list.query({})
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ name: 'sum', runtime: 'node', status: 'pending', timeoutSeconds: 10 })
  })

  test('that cannot be is not submitted: what is wrong stands with its field, which has the focus', async ({
    open,
    server: { program },
  }) => {
    const { page, watch } = await open('operator', '/workloads/new')
    const before = (await program.workload.list.query({})).total.count
    const submit = page.getByRole('button', { name: 'Create workload' })
    const code = page.getByRole('textbox', { name: 'Code' })
    await code.waitFor()
    await submit.click()
    await page.getByText('Code is needed, or nothing can be run').waitFor()
    await expect.poll(() => code.evaluate((editor) => editor === document.activeElement)).toBe(true)

    await page.keyboard.type('export default () => 1')
    await page.getByRole('textbox', { name: 'Input, as JSON' }).click()
    await page.keyboard.type('{ nothing')
    await page.getByText(/^This is not JSON/).waitFor()
    await submit.click()
    await page.getByText(/^This is not JSON/).waitFor()
    await page.getByRole('textbox', { name: 'Input, as JSON' }).fill('{}')

    // What only the server can know comes back to its field as well.
    watch.expect(400)
    await page.getByLabel('CPUs').fill('99999999999999999')
    await submit.click()
    const cpus = page.getByRole('spinbutton', { name: 'CPUs', exact: true })
    await cpus.and(page.locator('[aria-invalid=true]')).waitFor()
    const described = await cpus.getAttribute('aria-describedby')
    await page.locator(`[id="${described}"]`).and(page.getByRole('alert')).waitFor()
    expect((await program.workload.list.query({})).total.count).toBe(before)
  })
})
