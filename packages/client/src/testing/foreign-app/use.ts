/** An app that has the packed client and nothing else of Isola: it is type-checked and run. */
import { createIsolaClient, isIsolaError, type Workload, type WorkloadSummary } from '@isola/client'

const { ISOLA_URL = '', ISOLA_API_KEY = '' } = process.env
const client = createIsolaClient({ url: ISOLA_URL, apiKey: ISOLA_API_KEY })

const created: Workload = await client.workload.create.mutate({
  runtime: 'node',
  name: 'foreign',
  hold: true,
})
const { id } = created
console.log('created', created.status)

try {
  await client.workload.updateStatus.mutate({ id, status: 'completed' })
} catch (error) {
  if (!isIsolaError(error, 'INVALID_TRANSITION')) throw error
  const { code, to, allowed } = error.data.isola
  console.log('refused', code, 'to', `${to},`, 'allowed:', ...allowed)
}

await new Promise<void>((resolve, reject) => {
  const subscription = client.workload.changes.subscribe(
    { filter: { id } },
    {
      onStarted: () => void client.workload.update.mutate({ id, status: 'running' }).catch(reject),
      onData: ({ data: { event, workload } }) => {
        console.log('told', event.kind, workload?.status)
        subscription.unsubscribe()
        resolve()
      },
      onError: reject,
    },
  )
})

const output = { contentType: 'text/plain', encoding: 'utf8', data: '42' } as const
const summary: WorkloadSummary = await client.workload.update.mutate({ id, status: 'completed', output })
const ended = await client.waitForWorkload(summary.id)
console.log('ended', ended.status, ended.output?.data)

const { items, total } = await client.workload.list.query({ filter: { status: ['completed'] } })
console.log('listed', items.length, 'of', total.count)
