import { expect } from 'vitest'
import { rows } from './list.ts'
import { test } from './test.ts'

test('several are killed at once: each says what became of it, those that cannot be too', async ({
  open,
  server,
}) => {
  const { program } = server
  const create = (name: string) => program.workload.create.mutate({ name, runtime: 'node', hold: true })
  const [one, two, three, ended] = [
    await create('the one'),
    await create('the two'),
    await create('the three'),
    await create('the ended'),
  ]
  await program.workload.kill.mutate({ id: ended.id })
  const { page, watch } = await open('operator', '/workloads')
  for (const name of ['the one', 'the two', 'the three', 'the ended'])
    await rows(page, name).getByRole('checkbox').check()
  const selection = page.getByRole('toolbar', { name: 'Selected workloads' })
  await selection.getByText('4 selected').waitFor()
  await selection.getByRole('button', { name: 'Kill…' }).click()

  const dialog = page.getByRole('dialog', { name: 'Kill 3 workloads' })
  await dialog.getByText('3 of 4 can be killed. Left out:').waitFor()
  await dialog.getByText('1: It is killed already').waitFor()
  await dialog.getByLabel('Reason').fill('the disk is full')

  watch.expect(409)
  const faster = async () => {
    await program.workload.update.mutate({ id: two.id, status: 'failed' })
  }
  await page.route('**/api/trpc/workload.kill**', (route) => faster().then(() => route.continue()), {
    times: 1,
  })
  await dialog.getByRole('button', { name: 'Kill 3' }).click()
  await dialog.getByText('3 of 3').waitFor()
  await dialog.getByText('1 could not be').waitFor()
  const outcome = (name: string) => dialog.getByRole('listitem').filter({ hasText: name }).textContent()
  expect(await outcome('the one')).toMatch(/killed$/)
  expect(await outcome('the two')).toMatch(/failed meanwhile, by bootstrap$/)
  expect(await outcome('the three')).toMatch(/killed$/)
  await dialog.getByRole('button', { name: 'Close' }).click()

  const statusOf = async ({ id }: { id: string }) => (await program.workload.get.query({ id })).status
  expect(await Promise.all([one, two, three, ended].map(statusOf))).toEqual([
    'killed',
    'failed',
    'killed',
    'killed',
  ])
  await rows(page, 'the one').getByText('Killed').waitFor()
  await rows(page, 'the two').getByText('Failed').waitFor()
})
