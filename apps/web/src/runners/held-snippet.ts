/** The address is the reader's own to fill in: the server may be known by another name than the browser's. */
export const HELD_SNIPPET = `import { createTRPCClient, httpBatchLink } from '@trpc/client'

const isola = createTRPCClient({
  links: [
    httpBatchLink({
      url: 'http://127.0.0.1:4747/api/trpc',
      headers: { authorization: 'Bearer isk_…' },
    }),
  ],
})

// Held: this program runs it, Isola keeps the record.
const { id } = await isola.workload.create.mutate({ name: 'nightly-report', runtime: 'node', hold: true })
await isola.workload.update.mutate({ id, status: 'running' })
try {
  const report = await makeReport()
  const data = JSON.stringify(report)
  await isola.workload.update.mutate({
    id,
    status: 'completed',
    output: { contentType: 'application/json', encoding: 'utf8', data },
  })
} catch (error) {
  await isola.workload.update.mutate({ id, status: 'failed', error: String(error) })
}`
