/** The address is the reader's own to fill in: the server may be known by another name than the browser's. */
export const HELD_SNIPPET = `import { createIsolaClient } from '@isola/client'

const isola = createIsolaClient({ url: 'http://127.0.0.1:4747', apiKey: 'isk_…' })

// Held: this program runs it, Isola keeps the record.
const { id } = await isola.workload.create.mutate({
  name: 'nightly-report',
  runtime: 'node',
  hold: true,
})
await isola.workload.update.mutate({ id, status: 'running' })
try {
  const data = JSON.stringify(await makeReport())
  const output = { contentType: 'application/json', encoding: 'utf8', data } as const
  await isola.workload.update.mutate({ id, status: 'completed', output })
} catch (error) {
  await isola.workload.update.mutate({ id, status: 'failed', error: String(error) })
}`
