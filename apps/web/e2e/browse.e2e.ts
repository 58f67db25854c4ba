import { describe, expect } from 'vitest'
import { queryOf, rows, search, tab } from './list.ts'
import { test as base } from './test.ts'

const FAILED = 4
const PAGE = 50
const ALL = 62

/** Most wait, a few failed, one runs and is found by its name. */
const test = base.extend('needle', { scope: 'file' }, async ({ server: { program } }) => {
  const create = (name: string, runtime: 'node' | 'python') =>
    program.workload.create.mutate({ name, runtime, hold: true })
  for (let n = 0; n < FAILED; n++) {
    const { id } = await create(`doomed ${n}`, n % 2 ? 'node' : 'python')
    await program.workload.update.mutate({ id, status: 'failed', error: `no space left on device ${n}` })
  }
  const { id } = await create('needle', 'python')
  await program.workload.update.mutate({ id, status: 'running' })
  await Promise.all(Array.from({ length: ALL - FAILED - 1 }, (_, n) => create(`batch ${n}`, 'node')))
  return id
})

describe('the list', () => {
  test('is filtered by status and by facet; the address holds both, and back takes them off one by one', async ({
    open,
    needle: _,
  }) => {
    const { page } = await open('viewer', '/workloads')
    await tab(page, 'Failed').click()
    await expect.poll(() => rows(page).count()).toBe(FAILED)
    expect(queryOf(page)).toEqual({ status: 'failed' })
    for (const text of await rows(page).allTextContents()) expect(text).toContain('Failed')

    await page.getByRole('button', { name: 'Runtime', exact: true }).click()
    await page.getByRole('menuitemcheckbox', { name: /python/ }).click()
    await page.keyboard.press('Escape')
    await expect.poll(() => rows(page).count()).toBe(FAILED / 2)
    expect(queryOf(page)).toEqual({ status: 'failed', runtime: 'python' })
    await page.reload()
    expect(await rows(page).count()).toBe(FAILED / 2)

    await page.goBack()
    await expect.poll(() => rows(page).count()).toBe(FAILED)
    await page.goBack()
    await expect.poll(() => rows(page).count()).toBe(PAGE)
    expect(queryOf(page)).toEqual({})
  })

  test('goes to older pages and back to newer ones; an address leads to its page', async ({
    open,
    needle: _,
  }) => {
    const { page } = await open('viewer', '/workloads')
    const newest = await rows(page).first().textContent()
    await page.getByRole('main').getByText(`${PAGE} of ${ALL}`).waitFor()
    await page.getByRole('button', { name: 'Older →' }).click()
    await expect.poll(() => rows(page).count()).toBe(ALL - PAGE)
    await rows(page, 'doomed 0').waitFor()
    await page.reload()
    await rows(page, 'doomed 0').waitFor()
    expect(await rows(page).count()).toBe(ALL - PAGE)
    await page.getByRole('button', { name: '← Newer' }).click()
    await expect.poll(() => rows(page).count()).toBe(PAGE)
    expect((await rows(page).first().textContent())?.slice(0, 12)).toBe(newest?.slice(0, 12))
    await page.goBack()
    await expect.poll(() => rows(page).count()).toBe(ALL - PAGE)
  })

  test('jumps to the workload whose id is pasted', async ({ open, server, needle }) => {
    const { page } = await open('viewer', '/workloads')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url })
    await page.evaluate((id) => navigator.clipboard.writeText(id), needle)
    await page.getByRole('textbox', { name: /^Search name and error/ }).press('Control+v')
    await page.waitForURL(`/workloads/${needle}`)
    await page.getByRole('heading', { name: 'needle' }).waitFor()
  })

  test('finds text in names and errors; what finds nothing can be cleared', async ({ open, needle: _ }) => {
    const { page } = await open('viewer', '/workloads')
    await search(page, 'needle')
    await expect.poll(() => rows(page).count()).toBe(1)
    expect(queryOf(page)).toEqual({ text: 'needle' })
    await search(page, 'No Space Left')
    await expect.poll(() => rows(page, 'doomed').count()).toBe(FAILED)
    await search(page, 'in no name at all')
    await page.getByRole('main').getByText('Nothing matches the filter').waitFor()
    await page.getByRole('button', { name: 'Clear the filter' }).click()
    await expect.poll(() => rows(page).count()).toBe(PAGE)
  })
})
