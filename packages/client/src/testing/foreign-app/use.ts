/** An app that has the packed client and nothing else of Isola: compiled and run, as an ES module and as CommonJS. */
import {
  createIsolaClient,
  isIsolaError,
  NoAnswerError,
  type Workload,
  type WorkloadSummary,
} from '@isola/client'

const { ISOLA_URL = '', ISOLA_API_KEY = '' } = process.env

async function main(): Promise<void> {
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

  const { items, total } = await client.workload.list.query({ filter: { id } }, { timeoutMs: 10_000 })
  console.log('listed', items.length, 'of', total.count)

  // More than Node 20 takes on one signal without a warning.
  const { signal } = new AbortController()
  const calls = Array.from({ length: 15 }, () => client.system.info.query(undefined, { signal }))
  console.log('answered', (await Promise.all(calls)).length)

  const counting = {
    runtime: 'node',
    isolation: 'isolate',
    code: 'console.log("one"); console.log("two"); export default () => 3',
  } as const
  const lines: string[] = []
  const outcome = await client.run(counting, {
    onLog: async ({ line }) => {
      await new Promise(setImmediate)
      lines.push(line)
    },
  })
  console.log('ran', ...lines, outcome.status === 'completed' && outcome.value)

  const reason = new Error('no room for this line')
  const onLog = () => Promise.reject(reason)
  const failure: unknown = await client.run(counting, { onLog }).catch((error: unknown) => error)
  console.log('rejected by onLog', failure === reason)

  const held = await client.workload.create.mutate({ runtime: 'node', hold: true })
  const abort = new AbortController()
  const call = client.workload.wait.query({ id: held.id }, { signal: abort.signal })
  // The call is under way once a later one is answered.
  await client.system.info.query()
  abort.abort(reason)
  console.log('aborted', (await call.catch((error: unknown) => error)) === reason)

  // Nothing listens on that port.
  const nowhere = createIsolaClient({ url: 'http://127.0.0.1:1', attempts: 1 })
  const error: unknown = await nowhere.system.info.query().catch((reason: unknown) => reason)
  console.log('no answer', error instanceof NoAnswerError)
}

void main()
