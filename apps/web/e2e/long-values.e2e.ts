import { test } from './test.ts'
import { running } from './workload.ts'

const LONG = 'x'.repeat(2_500)

test('a long value is cut, and says where all of it is: in Copy for an input, in Text for an output', async ({
  open,
  server: { program },
}) => {
  const { id } = await program.workload.create.mutate({ runtime: 'node', hold: true, input: { long: LONG } })
  await program.workload.update.mutate({ id, status: 'running' })
  const output = { contentType: 'application/json', encoding: 'utf8', data: JSON.stringify([LONG]) } as const
  await program.workload.update.mutate({ id, status: 'completed', output })
  const { page } = await open('viewer', `/workloads/${id}?tab=code`)
  const input = page.getByRole('region', { name: 'Input' })
  await input.getByText('(2502 characters; Copy has all of it)').waitFor()
  await page.getByRole('button', { name: 'Copy input', exact: true }).waitFor()
  await page.goto(`/workloads/${id}?tab=output`)
  const shown = page.getByRole('region', { name: 'Output as JSON' })
  await shown.getByText('(2502 characters; Text has all of it)').waitFor()
})

test('a long log line is cut, and its button says how much is hidden and whether matches are', async ({
  open,
  server,
}) => {
  const { id } = await running(server, 'long line')
  await server.program.log.append.mutate({
    id,
    lines: [{ seq: 0, stream: 'stdout', line: `needle ${LONG} needle` }],
  })
  const { page } = await open('viewer', `/workloads/${id}?tab=logs`)
  await page.getByRole('button', { name: '514 more characters', exact: true }).waitFor()
  await page.getByRole('textbox', { name: 'Search the log' }).fill('needle')
  await page.getByRole('button', { name: '514 more characters, including matches' }).click()
  await page.getByText(/needle x+ needle/).waitFor()
})
