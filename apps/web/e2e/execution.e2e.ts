import { expect } from 'vitest'
import { PEOPLE } from './people.ts'
import { startServer } from './server.ts'
import { test as base } from './test.ts'
import { act, entries, header } from './workload.ts'

// biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern what a fixture needs
const test = base.extend('server', { scope: 'file' }, async ({}, { onCleanup }) => {
  const server = await startServer({ embeddedRunner: 'on' })
  onCleanup(server.stop)
  return server
})

test('an example that is submitted runs: its log comes line by line, then its result, and where it ran', async ({
  open,
}) => {
  const { page } = await open('operator', '/workloads/new')
  await page.getByRole('button', { name: 'JavaScript function' }).click()
  await page.getByRole('textbox', { name: 'Code' }).getByText('export default').waitFor()
  await page.getByRole('radio', { name: /^isolate/ }).check()
  await page.getByRole('button', { name: 'Create workload' }).click()
  await page.waitForURL(/\/workloads\/[0-9A-Z]{26}/)
  await page.getByRole('tab', { name: 'Logs' }).click()
  await page.getByRole('region', { name: 'Log lines' }).getByText('greeting Edsger').waitFor()
  await header(page).getByText('Completed').waitFor()
  await page.getByRole('tab', { name: 'Output' }).click()
  await page.getByText('Hello, Grace').waitFor()
  await page.getByRole('definition').filter({ hasText: 'isolate' }).waitFor()
  await page.getByRole('definition').getByRole('link', { name: 'embedded' }).waitFor()
})

test('one that never ends is shown as it runs, is asked to die, and dies; the history has both', async ({
  open,
  server: { program },
}) => {
  // Deaf to a polite request: between the wish and its fulfilment there is something to see.
  const code = `process.on('SIGTERM', () => {})
for (let tick = 0; ; tick++) {
  console.log('tick', tick)
  await new Promise((resolve) => setTimeout(resolve, 200))
}`
  const { id } = await program.workload.create.mutate({
    name: 'endless',
    runtime: 'node',
    isolation: 'isolate',
    code,
  })
  const { page } = await open('operator', `/workloads/${id}?tab=logs`)
  await header(page).getByText('Running').waitFor()
  const ticks = page.getByRole('region', { name: 'Log lines' }).getByText(/^tick \d+$/)
  const latest = async () => Number(/\d+/.exec((await ticks.last().textContent()) ?? '')?.[0])
  const seen = await latest()
  await expect.poll(latest).toBeGreaterThan(seen)

  await act(page, 'Kill…')
  const dialog = page.getByRole('dialog', { name: 'Kill the workload' })
  await dialog.getByText('A request: its runner is asked to stop it now').waitFor()
  await dialog.getByLabel('Reason').fill('it goes nowhere')
  await dialog.getByRole('button', { name: 'Ask to kill' }).click()
  await dialog.waitFor({ state: 'detached' })
  await header(page).getByText('Kill requested').waitFor()
  await header(page).getByText('Killed').waitFor()
  await header(page)
    .getByText(/^asked .*, confirmed$/)
    .waitFor()

  await page.getByRole('tab', { name: 'History' }).click()
  const request = entries(page, 'Kill requested')
  await request.getByText('it goes nowhere').waitFor()
  await request.getByText(PEOPLE.operator.name).waitFor()
  await entries(page, 'running → killed').getByText('runner embedded').waitFor()
  expect(await program.workload.get.query({ id })).toMatchObject({ status: 'killed', cause: 'operator' })
})

test('who overrides one that runs is told that its process may live on, and the override stands', async ({
  open,
  server: { program },
}) => {
  const code = 'setInterval(() => console.log("here"), 200)'
  const { id } = await program.workload.create.mutate({ name: 'overruled', runtime: 'node', code })
  const { page } = await open('admin', `/workloads/${id}`)
  await header(page).getByText('Running').waitFor()
  await page.getByRole('button', { name: 'Change status' }).click()
  await page.getByRole('button', { name: 'Override…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Override the status' })
  await dialog.getByRole('radio', { name: 'Completed' }).click()
  await dialog.getByText(/The process may live until its next heartbeat/).waitFor()
  await dialog.getByLabel('Reason').fill('we have what we need')
  await dialog.getByRole('button', { name: 'Override with completed' }).click()
  await header(page).getByText('Completed').waitFor()
  // The runner learns that its lease is lost, and ends the process without another word.
  await expect.poll(async () => (await program.runner.list.query()).items[0]?.running).toEqual([])
  expect(await program.workload.get.query({ id })).toMatchObject({ status: 'completed', leasedBy: null })
})

test('what no runner offers cannot be chosen, and where it was asked for all the same the page says so at once', async ({
  open,
  server: { program },
}) => {
  const asked = { name: 'too strict', runtime: 'node', isolation: 'microvm', code: '0' } as const
  const { id } = await program.workload.create.mutate(asked)
  const { page } = await open('operator', `/workloads/${id}`)
  await page.getByText('No runner offers node in microvm.').waitFor()
  await header(page).getByText('Pending').waitFor()

  await page.goto('/workloads/new')
  const choice = page.getByRole('radio', { name: /^microvm · No runner offers it/ })
  await choice.waitFor()
  expect(await choice.isDisabled()).toBe(true)
  await page.getByRole('radio', { name: 'Container' }).click()
  await page.getByRole('radio', { name: /^isolate · No runner runs oci in it/ }).waitFor()
  await page.getByText('No runner runs oci: it will stay pending.').waitFor()
})

test('the runner that the server started is listed with what it can run, is held to, and runs', async ({
  open,
  server: { program },
}) => {
  const { id } = await program.workload.create.mutate({
    name: 'seen from there',
    runtime: 'node',
    isolation: 'isolate',
    code: 'await new Promise(() => setInterval(() => {}, 1_000))',
  })
  const { page } = await open('viewer', '/runners')
  const runner = page
    .getByRole('list', { name: 'Runners' })
    .getByRole('listitem')
    .filter({ hasText: 'embedded' })
  await runner
    .getByRole('definition')
    .filter({ hasText: 'node, wasm' })
    .getByText(/holds to .*memory/)
    .waitFor()
  await runner.getByRole('link', { name: 'seen from there' }).waitFor()
  await program.workload.kill.mutate({ id })
  await runner.getByRole('link', { name: 'seen from there' }).waitFor({ state: 'detached' })
})
