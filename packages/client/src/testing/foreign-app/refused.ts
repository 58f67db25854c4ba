/** What the types keep an app from: each line marked so has to be an error. It is never run. */
import { createIsolaClient, type IsolaErrorData, isIsolaError, type WorkloadStatus } from '@isola/client'

const client = createIsolaClient({ url: 'https://isola.example.org', apiKey: 'isk_' })

// @ts-expect-error: no such runtime
client.workload.create.mutate({ runtime: 'perl' })
// @ts-expect-error: the runtime has to be said
client.workload.create.mutate({ code: '1' })
// @ts-expect-error: no such field
client.workload.create.mutate({ runtime: 'node', priority: 1 })
// @ts-expect-error: the id has to be said
client.workload.get.query({})
// @ts-expect-error: a query is not a mutation
client.workload.get.mutate({ id: '' })
// @ts-expect-error: no such procedure
client.workload.restart.mutate({ id: '' })
// @ts-expect-error: an override says why
client.workload.override.mutate({ id: '', status: 'killed' })
// @ts-expect-error: an override leads to an end
client.workload.override.mutate({ id: '', status: 'running', reason: 'a test' })
// @ts-expect-error: statuses come as a list
client.workload.list.query({ filter: { status: 'failed' } })
// @ts-expect-error: no such status
const status: WorkloadStatus = 'done'
// @ts-expect-error: no such code
isIsolaError(new Error(), 'NOT_FOUND')

export async function fields(error: unknown, data: IsolaErrorData): Promise<WorkloadStatus> {
  const { items } = await client.workload.list.query()
  // @ts-expect-error: what can be large is not in lists
  items[0]?.output
  // @ts-expect-error: null when it never started
  const ms: number = (await client.workload.get.query({ id: '' })).durationMs
  // @ts-expect-error: not every error has an id
  data.id
  // @ts-expect-error: nothing is known of an error that was not asked about
  error.data
  // @ts-expect-error: of this code there are no issues
  if (isIsolaError(error, 'FORBIDDEN')) return error.data.isola.issues
  return status ?? ms
}
