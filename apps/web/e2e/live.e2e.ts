import { describe, expect } from 'vitest'
import { rows } from './list.ts'
import { test } from './test.ts'

describe('while another program works', () => {
  test('the list says how many are new, keeps its rows in place and changes them there', async ({
    open,
    server: { program },
  }) => {
    const create = (name: string) => program.workload.create.mutate({ name, runtime: 'node', hold: true })
    const first = await create('the first')
    await program.workload.update.mutate({ id: first.id, status: 'running' })
    const { page } = await open('viewer', '/workloads')
    await rows(page, 'the first').getByText('Running').waitFor()

    await create('the second')
    await create('the third')
    await page.getByRole('button', { name: '2 new' }).waitFor()
    await program.workload.update.mutate({ id: first.id, status: 'completed' })
    await rows(page, 'the first').getByText('Completed').waitFor()
    expect(await rows(page).count()).toBe(1)

    await page.getByRole('button', { name: '2 new' }).click()
    await rows(page, 'the third').waitFor()
    expect(await rows(page).count()).toBe(3)
    await program.workload.kill.mutate({ id: (await create('the fourth')).id })
    await page.getByRole('button', { name: '1 new' }).waitFor()
  })

  test('what changes while a page is on its way is not missed', async ({ open, server: { program } }) => {
    const { id } = await program.workload.create.mutate({ name: 'quick', runtime: 'node', hold: true })
    const { page } = await open('viewer', '/')
    const changed = async () => {
      await program.workload.update.mutate({ id, status: 'running' })
      await program.workload.update.mutate({ id, status: 'completed' })
    }
    await page.route(/\/workload\.changes/, (route) => changed().then(() => route.continue()), { times: 1 })
    await page.goto(`/workloads/${id}`)
    await page.getByRole('banner').getByText('Completed').waitFor()
  })

  test('the page of a workload follows its status, log, output and history', async ({
    open,
    server: { program },
  }) => {
    const { id } = await program.workload.create.mutate({ name: 'watched', runtime: 'node', hold: true })
    const { page } = await open('viewer', `/workloads/${id}?tab=logs`)
    await page.getByRole('main').getByText('No lines yet').waitFor()
    await program.workload.update.mutate({ id, status: 'running' })
    await page.getByRole('banner').getByText('Running').waitFor()
    for (let seq = 0; seq < 3; seq++) {
      await program.log.append.mutate({
        id,
        lines: [{ seq, stream: 'stdout', line: `step ${seq} of three` }],
      })
      await page.getByRole('region', { name: 'Log lines' }).getByText(`step ${seq} of three`).waitFor()
    }
    await page.getByRole('tab', { name: 'Output' }).click()
    await page.getByRole('main').getByText('No output yet').waitFor()
    await program.workload.update.mutate({
      id,
      status: 'completed',
      output: { contentType: 'text/plain', encoding: 'utf8', data: 'forty-two' },
    })
    await page.getByRole('banner').getByText('Completed').waitFor()
    await page.getByRole('region', { name: 'Output as text' }).getByText('forty-two').waitFor()

    await page.getByRole('tab', { name: 'History' }).click()
    const history = page.getByRole('region', { name: 'History' }).getByRole('listitem')
    await history.filter({ hasText: 'running → completed' }).waitFor()
    const before = await history.count()
    await program.workload.note.mutate({ id, text: 'noticed by nobody' })
    await history.filter({ hasText: 'noticed by nobody' }).waitFor()
    expect(await history.count()).toBe(before + 1)
  })

  test('a filtered list counts only what belongs to it', async ({ open, server: { program } }) => {
    const { page } = await open('viewer', '/workloads?runtime=python')
    await page.getByRole('main').getByText('Nothing matches the filter').waitFor()
    await program.workload.create.mutate({ name: 'of another runtime', runtime: 'node', hold: true })
    await program.workload.create.mutate({ name: 'of this runtime', runtime: 'python', hold: true })
    await page.getByRole('button', { name: '1 new' }).click()
    await rows(page, 'of this runtime').waitFor()
    expect(await rows(page).count()).toBe(1)
  })
})
