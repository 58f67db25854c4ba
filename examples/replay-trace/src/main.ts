/** Replays a log of real work into Isola, in the order in which things happened. */
import { createIsolaClient } from '@isola/client'
import { clientTarget } from './client-target.ts'
import { replayTrace } from './replay-trace.ts'

const { ISOLA_URL = 'http://127.0.0.1:4747', ISOLA_API_KEY = '' } = process.env

async function open() {
  const client = createIsolaClient({ url: ISOLA_URL, apiKey: ISOLA_API_KEY })
  const { total } = await client.stats.summary.query()
  if (total > 0) throw new Error(`${ISOLA_URL} holds ${total} workloads: the figures would be of all of them`)
  return { target: clientTarget(client), close: () => Promise.resolve() }
}

try {
  process.exitCode = await replayTrace(process.argv.slice(2), open, console.log)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 2
}
