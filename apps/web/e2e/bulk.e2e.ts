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

test('everything that matches is killed, on all pages, and nothing else', async ({ open, server }) => {
  const { program } = server
  const create = (name: string, runtime: 'python' | 'go') =>
    program.workload.create.mutate({ name, runtime, hold: true })
  const ended = await create('ended before', 'python')
  await program.workload.update.mutate({ id: ended.id, status: 'running' })
  await program.workload.update.mutate({ id: ended.id, status: 'completed' })
  await Promise.all(Array.from({ length: 61 }, (_, n) => create(`many ${n}`, 'python')))
  const other = await create('of another runtime', 'go')

  const { page } = await open('operator', '/workloads?runtime=python')
  await page.getByRole('checkbox', { name: 'Select the page' }).check()
  const selection = page.getByRole('toolbar', { name: 'Selected workloads' })
  await selection.getByText('50 selected').waitFor()
  await selection.getByRole('button', { name: 'Select all 62 that match' }).click()
  await selection.getByText('All 62 that match selected').waitFor()
  await selection.getByRole('button', { name: 'Kill…' }).click()

  const dialog = page.getByRole('dialog', { name: 'Kill everything that matches: 61' })
  await dialog.getByText('only what is pending or running can be killed').waitFor()
  await dialog.getByLabel('Reason').fill('the wrong batch')
  await dialog.getByRole('button', { name: 'Kill all 61' }).click()
  await dialog.getByText('61 of 61', { exact: true }).waitFor()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await selection.waitFor({ state: 'detached' })

  const { byStatus } = await program.stats.summary.query({ runtime: 'python' })
  expect(byStatus).toEqual({ pending: 0, running: 0, completed: 1, failed: 0, killed: 61 })
  expect((await program.workload.get.query({ id: other.id })).status).toBe('pending')
})

test('everything is retried once, though it was stopped half way and the retries match as well', async ({
  open,
  server,
}) => {
  const { program } = server
  const fail = async (n: number) => {
    const { id } = await program.workload.create.mutate({ name: `again ${n}`, runtime: 'node', hold: true })
    await program.workload.update.mutate({ id, status: 'failed', error: 'no' })
  }
  await Promise.all(Array.from({ length: 55 }, (_, n) => fail(n)))
  const { page } = await open('operator', '/workloads?text=again&order=oldest')
  await page.getByRole('checkbox', { name: 'Select the page' }).check()
  const selection = page.getByRole('toolbar', { name: 'Selected workloads' })
  await selection.getByRole('button', { name: 'Select all that match' }).click()
  await selection.getByRole('button', { name: 'Retry…' }).click()
  const dialog = page.getByRole('dialog')

  // The first twenty are not answered before somebody has said stop.
  const { promise: stopped, resolve: letGo } = Promise.withResolvers<void>()
  await page.route('**/api/trpc/workload.retry**', (route) => stopped.then(() => route.continue()), {
    times: 1,
  })
  await dialog.getByRole('button', { name: /^Retry all/ }).click()
  await dialog.getByRole('button', { name: 'Stop after these' }).click()
  letGo()
  await dialog.getByText('20 of 55 · stopped, 35 not tried').waitFor()
  await dialog.getByRole('button', { name: 'Go on' }).click()
  await dialog.getByText('55 of 55', { exact: true }).waitFor()

  const { items } = await program.workload.list.query({ filter: { text: 'again' }, limit: 200 })
  expect(items).toHaveLength(110)
  expect(new Set(items.flatMap(({ retryOf }) => retryOf ?? []))).toHaveLength(55)
})
