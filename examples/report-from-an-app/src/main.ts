/** An app that runs a workload itself and reports to Isola what happens, and what it does when somebody intervenes. */
import { createIsolaClient, type IsolaClient, isIsolaError } from '@isola/client'

const { ISOLA_URL = 'http://127.0.0.1:4747', ISOLA_API_KEY = '' } = process.env

const isola = createIsolaClient({ url: ISOLA_URL, apiKey: ISOLA_API_KEY })
await importRows(isola)
await importInterrupted(isola)

/** `hold`: the one who creates a workload runs it and reports; no runner will take it. */
async function start(client: IsolaClient, name: string): Promise<{ id: string; revision: number }> {
  const { id } = await client.workload.create.mutate({
    runtime: 'node',
    name,
    hold: true,
    labels: { app: 'report-from-an-app' },
    // Under a key the call can be repeated, and makes one workload.
    idempotencyKey: crypto.randomUUID(),
  })
  const { revision } = await client.workload.update.mutate({ id, status: 'running' })
  return { id, revision }
}

async function importRows(client: IsolaClient): Promise<void> {
  const { id } = await start(client, 'nightly import')
  const rows = ['ada', 'grace', 'edsger']
  for (const [seq, row] of rows.entries())
    await client.log.append.mutate({ id, lines: [{ seq, stream: 'stdout', line: `imported ${row}` }] })
  const data = JSON.stringify({ rows: rows.length })
  const output = { contentType: 'application/json', encoding: 'utf8', data } as const
  await client.workload.update.mutate({ id, status: 'completed', exitCode: 0, output })

  const workload = await client.workload.get.query({ id })
  const { items } = await client.log.list.query({ id })
  console.log(`${workload.name}: ${workload.status}, ${items.length} lines, ${workload.output?.data}`)
}

/** Its report comes too late: meanwhile somebody, played by a second client, has killed the workload. */
async function importInterrupted(client: IsolaClient): Promise<void> {
  const { id, revision } = await start(client, 'interrupted import')
  const somebody = createIsolaClient({ url: ISOLA_URL, apiKey: ISOLA_API_KEY })
  await somebody.workload.kill.mutate({ id, reason: 'the wrong file' })

  try {
    // What it saw last: anything else, and Isola refuses the report instead of writing over what was decided.
    await client.workload.update.mutate({ id, status: 'completed', ifRevision: revision })
  } catch (error) {
    if (!isIsolaError(error, 'REVISION_CONFLICT')) throw error
    const { status, lastEvent } = error.data.isola
    console.log(`interrupted import: ${status} by ${lastEvent.actor.name}, because of ${lastEvent.reason}`)
  }
}
