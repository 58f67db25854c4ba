import { describe, expect } from 'vitest'
import { test } from './test.ts'
import { running } from './workload.ts'

const GOOGOL = `1${'0'.repeat(400)}`
const WRITTEN = `{"id":1909198862420847982,"10":9007199254740993,"2":1.0,"far":1e400,"googol":${GOOGOL}}`

describe('a number of a program', () => {
  test('is shown in an output as the program wrote it, and keys stay in their order', async ({
    open,
    server,
  }) => {
    const { id } = await running(server, 'exact')
    const output = { contentType: 'application/json', encoding: 'utf8', data: WRITTEN } as const
    await server.program.workload.update.mutate({ id, status: 'completed', output })
    const { page } = await open('viewer', `/workloads/${id}?tab=output`)
    const shown = page.getByRole('region', { name: 'Output as JSON' })
    await shown.getByText('1909198862420847982').waitFor()
    const rows = await shown.locator(':scope > div > div').allTextContents()
    expect(rows.map((row) => row.replace(/\s/g, ''))).toEqual([
      '{',
      '"id":1909198862420847982,',
      '"10":9007199254740993,',
      '"2":1.0,',
      '"far":1e400,',
      `"googol":${GOOGOL}`,
      '}',
    ])
    await shown.getByRole('button', { name: 'Close object' }).click()
    await shown.getByText('{…}').waitFor()
    expect(await shown.getByText('1909198862420847982').count()).toBe(0)
  })

  test('that would be rounded on its way is refused by the form, which names it and says what to do', async ({
    open,
    server: { program },
  }) => {
    const { page } = await open('operator', '/workloads/new')
    const before = (await program.workload.list.query({})).total.count
    const input = page.getByRole('textbox', { name: 'Input, as JSON' })
    const submit = page.getByRole('button', { name: 'Create workload' })
    await page.getByRole('textbox', { name: 'Code' }).fill('export default ({ id }) => id')
    await input.fill('{"id":1909198862420847982}')
    await page.getByText('The number at id would be rounded: write it as text, in quotes').waitFor()
    await submit.click()
    await expect.poll(() => input.evaluate((editor) => editor === document.activeElement)).toBe(true)
    expect((await program.workload.list.query({})).total.count).toBe(before)

    await input.fill('{"id":"1909198862420847982"}')
    await submit.click()
    await page.waitForURL(/\/workloads\/[0-9A-Z]{26}/)
    const [created] = (await program.workload.list.query({})).items
    const { input: sent } = await program.workload.get.query({ id: created?.id ?? '' })
    expect(sent).toEqual({ id: '1909198862420847982' })
  })
})
